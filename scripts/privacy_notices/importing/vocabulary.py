"""The wording of notices: words that mean the same, and wording that only looks like an answer."""

from __future__ import annotations

import re

#: Words that mean the same, under names that signs may use: "@keep" is any of its words.
VOCABULARY: dict[str, list[str]] = {
    name: words.split()
    for name, words in {
        "@keep": (
            "keep keeps kept hold holds held store stores stored retain retains retained stay stays remain "
            "remains archive archived"
        ),
        "@destroy": (
            "destroy* shred* delete* deleting deletion eras* wipe wiped remov* dispos* get_rid overwritten thrown_away "
            "binned"
        ),
        "@share": (
            "share shares shared sharing pass passes passed send sends sent give gives given disclose discloses "
            "disclosed provide provides provided supply supplies supplied tell tells told release releases "
            "released transmit transmits transmitted transfer transfers transferred forward forwarded submit "
            "submits submitted hand hands handed go goes return returns returned"
        ),
        "@person": (
            "office officer head headteacher head_teacher principal reception receptionist secretary bursar clerk "
            "administrator manager desk mr mrs ms miss dr governors teacher tutor"
        ),
        "@reach": (
            "contact write e-mail email e-mailed ring phone telephone call speak talk apply letter form forms "
            "in_writing get_in_touch ask send sent"
        ),
        "@council": "local_authority local_authorities council councils county borough la",
        "@dfe": "department_for_education dfe department secretary_of_state",
        "@month": "january february march april may_20* june july august september october november december",
        "@others": (
            "suppliers supplier companies company providers provider nurse nurses nhs police ofsted inspectors "
            "inspectorate contractors contractor boards board therapists hospital hospitals health doctors "
            "diocese social_services social_workers photographer colleges college universities employers"
        ),
        "@kinds": (
            "attendance absence absences register registers away missed results marks grades scores progress "
            "assessment assessments attainment health medical allergies ethnic* reports behaviour exclusion* "
            "special_educational special_needs disability safeguarding photographs references characteristics "
            "religion language free_school_meals dietary medicine* baptismal contact_details emergency"
        ),
        "@complain": (
            "complain* concern concerns concerned unhappy worry worries worried grievance* dissatisf* amiss "
            "disagree dispute"
        ),
        "@law": (
            "law laws legal legally statute statutes statutory regulation regulations act acts obliged obliges "
            "obligation obligations duty duties required requires compels must bound"
        ),
        "@time": "year years months month days weeks term until age_of leaves leave schedule as_long_as 25 long",
        "@see": "see access copy copies look view inspect read sight",
    }.items()
}

_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_NATIONS = "(?:welsh|scottish|northern ireland|isle of man|manx|jersey|guernsey)"
_YEAR_OF_SCHOOL = "(?:school|academic) years?"
#: Ordinary wording with the words of an answer in it, and what a sign reads instead: idioms, the governments of other
#: nations, what is promised for later, and a date alone, which says when the notice was written.
ORDINARY = [
    (re.compile(pattern), instead)
    for pattern, instead in [
        (r"^.*\bwill\b.*\b(?:later|in due course|separately|next term|soon)\b.*$", ""),
        (r"\bnot (?:be )?(?:restricted|limited|confined) to\b", "such as"),
        (r"\blimited by guarantee\b|\b(?:private )?limited company\b", "company"),
        (rf"\b(?:start|beginning|end|course|rest) of (?:the|each|every|that|this) (?:new )?{_YEAR_OF_SCHOOL}", "then"),
        (rf"\b{_NATIONS} (?:government|executive|assembly|ministers)\b", "they"),
        (r"\b(?:will|shall|should|must|may|to|due to|next) (?:be )?(?:reviewed|revised)\b|\breview due\b", "@revision"),
        (r"\b(?:will|shall|should|must|may|to|due to|next) (?:be )?(?:updated|renewed)\b", "@later"),
        (r"\b(?:school|youth|house|student|class|pupil) councils?\b|\bmobile phones?\b", "they"),
        (r"\b(?:telephone|phone|mobile|contact) numbers\b", "numbers"),
        (r"\b\d{1,2}[./]\d{1,2}[./](?:20)?\d\d\b", "@date"),
        (rf"^\W*(?:\d{{1,2}}(?:[a-z]{{2}})? )?{_MONTH} 20\d\d\W*$", r"updated \g<0>"),
    ]
]
