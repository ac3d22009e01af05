# "make" alone prints the targets. Each target first sets up what it needs, and no more, from lock files with hashes.
# The stamps of what was set up make a second call do nothing, and a changed lock file do it again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEER := build/bench/peer-env
LIGHTHOUSE := build/bench/lighthouse
PACKAGES := node_modules/ready
SEARCH := node_modules/.search
FONTS := node_modules/.fonts
# The files of the font packages with which PDF copies are set.
DEJAVU := $(addprefix node_modules/dejavu-fonts-ttf/ttf/DejaVu, Sans Sans-Bold Sans-Oblique Sans-BoldOblique SansMono)
NOTO := emoji sans-arabic sans-bengali sans-devanagari sans-gujarati sans-gurmukhi sans-tamil
PDF_FONTS = $(addsuffix .ttf, $(DEJAVU)) $(foreach name, $(NOTO), node_modules/@expo-google-fonts/noto-$(name)/[47]00*/*.ttf)
# codespell knows American words only as corrections of British ones, and cannot be turned round. Of what compares words
# with a dictionary, pyspellchecker has one list for all of English, spylls (2022) and cyhunspell (2021) have had no
# release for years, and chunspell has American words only. cspell with its British dictionary, and without its lists of
# programmers' words, refuses "color". It is 8.19.4, the last for Node 18, in a folder that a build of the site leaves out.
SPELLING := docs/spelling/node_modules
JAVASCRIPT := docs/javascript/node_modules
PRETTIER = $(JAVASCRIPT)/.bin/prettier --log-level warn "docs/theme/**/*.{css,js,ts}" "tests/*.js"
# What is published stays as it was issued, so its spelling is not checked.
DRAFTS = $(shell grep -LE '^status:[ "]*published' notices/*.md)
SPELT = README.md CONTRIBUTING.md scripts/README.md index.md docs/*.md docs/decisions/*.md $(DRAFTS)
LOCK_OPTIONS := --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --custom-compile-command "make lock"

# tests/conftest.py says how many workers there are, and which files are begun first. Not "loadgroup": pytest 9.2 made
# pytest-xdist 3.8 forget the groups, without a word.
IN_PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

# "again" where an environment's set-up was not finished, where its Python or its folder has gone, and where PYTHON asks
# for another Python than it has.
asked_python := $(if $(filter file,$(origin PYTHON)),,$(PYTHON))
again_unless_whole = $(shell scripts/environment.sh is-whole $(1) $(asked_python) 2>/dev/null || echo again)

# Compiled bytecode halves the time of a small build.
unexport PYTHONDONTWRITEBYTECODE

# Two targets make .venv, never at the same time.
.NOTPARALLEL:

.DEFAULT_GOAL := help
.PHONY: help site preview serve tags check law version words new-notice import links links-update verify overview redact redact-verify retract new-school update update-report wheel test lint format bench ci lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/site $(SEARCH)/ready ## build the site into build/site
	@$(BIN)/python scripts/build_site.py

preview: $(VENV)/site $(SEARCH)/ready ## show the site with its drafts and what they lack, and reload after each save
	@$(BIN)/python scripts/preview.py $(if $(PORT),--port $(PORT))

serve: site ## build the site and show it at http://localhost:8000/
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site 8000

tags: $(VENV)/site ## give each published revision its tag; "make site" does it too
	@$(BIN)/python scripts/make_tags.py

check: $(VENV)/site ## say what is missing or wrong in the notices, with the line; ALL=on leaves out no advice
	@$(BIN)/python scripts/check_notices.py $(if $(ALL),--all)

law: $(VENV)/site ## say what changes in the law: make law FROM=2025-09-01 TO=2026-12-31; TABLE=on lists all that is asked
	@$(BIN)/python scripts/law.py $(if $(FROM),--from="$$FROM") $(if $(TO),--to="$$TO") $(if $(TABLE),--table)

version: $(VENV)/site ## say which release of the program this is, and the newest change of the law that it knows
	@$(BIN)/python scripts/version.py

words: $(VENV)/site ## collect the site's own words in build/words/sphinx.pot; with IN=cy also put them into a catalogue in Welsh
	@mkdir -p build/words
	@$(BIN)/pybabel -q extract --mapping=docs/locales/babel.cfg --project="Privacy notices" --version=1 --no-wrap \
	  --output=build/words/sphinx.pot docs/theme/templates
	@[ -z "$$IN" ] || $(BIN)/pybabel -q $$([ -e "docs/locales/$$IN/LC_MESSAGES/sphinx.po" ] && echo update --no-fuzzy-matching || echo init) \
	  --domain=sphinx --input-file=build/words/sphinx.pot --output-dir=docs/locales --locale="$$IN" --no-wrap
	@echo "The words are in build/words/sphinx.pot$${IN:+, and to be translated in docs/locales/$$IN/LC_MESSAGES/sphinx.po}."

new-notice: $(VENV)/site ## begin next year's notice from the latest one: make new-notice YEAR=2027-28
	@$(BIN)/python scripts/new_notice.py --year "$$YEAR"

import: $(VENV)/site ## make a draft of an old notice: make import FILE=old.docx YEAR=2018-19
	@[ -n "$$FILE" ] && [ -n "$$YEAR" ] || { echo "Name the file and its school year: make import FILE=old.docx YEAR=2018-19"; exit 2; }
	@$(BIN)/python scripts/import_notice.py --year="$$YEAR" -- "$$FILE"

links: $(VENV)/site ## check the addresses that the notices link to, and print a verdict on each
	@$(BIN)/python scripts/check_links.py

links-update: $(VENV)/site ## check the links, and write what was seen into notices/links.toml
	@$(BIN)/python scripts/check_links.py --find-copies --format json --output build/links.json || [ $$? = 1 ]
	@$(BIN)/python scripts/update_links.py build/links.json

verify: $(VENV)/site ## compare the site with git, version by version: make verify, or make verify SITE=https://…/
	@$(BIN)/python scripts/verify.py $(if $(SITE),--site "$$SITE")

# OVERVIEW are more options, which tests need.
overview: $(VENV)/site ## for a trust: whose notice is in force, out of date, or has dead links; TRUST=file.toml if not trust.toml
	@$(BIN)/python scripts/overview.py $(if $(TRUST),--trust "$$TRUST") $(OVERVIEW)

redact: $(VENV)/site ## remove a name from versions: make redact VERSION=2016-17.1 WHAT="a name" GROUND=… BY=… WORDS=file
	@$(BIN)/python scripts/redact.py --what="$$WHAT" --ground="$$GROUND" --by="$$BY" $(if $(WORDS),--words="$$WORDS") -- $$VERSION

redact-verify: $(VENV)/site ## prove what was removed: make redact-verify VERSION=2016-17.1 SEALED=folder
	@$(BIN)/python scripts/redact_verify.py -- "$$VERSION" "$$SEALED"

retract: $(VENV)/site ## take back all words of a version: make retract VERSION=2026-27.1 REASON=… BY=…
	@$(BIN)/python scripts/retract.py --reason="$$REASON" --by="$$BY" -- "$$VERSION"

new-school: $(VENV)/site ## make a school's repository: make new-school DIR=../our-school NAME="Our School" FACTS="kind=academy"
	@[ -n "$$DIR" ] || { echo "Name the folder for the school's repository: make new-school DIR=../our-school"; exit 2; }
	@$(BIN)/python scripts/new_school.py $(if $(FROM),--from="$$FROM") --name="$$NAME" --email="$$EMAIL" --facts="$$FACTS" \
	  --year="$$YEAR" -- "$$DIR"

update: $(VENV)/site ## in a school's repository, move to the newest release and say what it means; FROM=folder asks elsewhere
	@$(BIN)/python scripts/update.py begin $(if $(FROM),--from="$$FROM")
	@$(MAKE) --no-print-directory update-report

update-report: $(VENV)/site ## say what the update that was begun means, with the new release
	@$(BIN)/python scripts/update.py end

wheel: $(VENV)/site $(SEARCH)/ready ## build the release of the program that schools install, into build/release
	@$(BIN)/python scripts/make_wheel.py

test: $(VENV)/test $(SEARCH)/ready $(SPELLING)/ready $(JAVASCRIPT)/ready ## run all tests; COVERAGE=on also measures what they cover, which takes longer
	@rm -f .coverage .coverage.*
	$(BIN)/pytest $(IN_PARALLEL) $(if $(COVERAGE),--cov --cov-report= --cov-fail-under=0)
	@$(if $(COVERAGE),$(BIN)/coverage report)

lint: $(VENV)/test $(PACKAGES) $(SPELLING)/ready $(JAVASCRIPT)/ready ## the gates: style, types and imports of code; spelling of guides and drafts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/jactionlint --shellcheck=
	$(BIN)/zizmor --offline --quiet --persona=auditor .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(PRETTIER) --check
	$(JAVASCRIPT)/.bin/tsc --project docs/javascript
	$(BIN)/codespell $(SPELT) docs/theme/templates scripts
	@$(SPELLING)/.bin/cspell lint --config docs/spelling/cspell.json --root . --no-default-configuration --no-progress \
	  $(SPELT) "docs/theme/templates/**/*.html" || { echo "A word that is right goes into docs/spelling/words.txt."; exit 1; }

format: $(VENV)/test $(JAVASCRIPT)/ready ## put the code into the one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(PRETTIER) --write

bench: $(VENV)/test $(SEARCH)/ready $(PEER)/ready $(LIGHTHOUSE)/node_modules/ready ## measure builds, links, search and pages beside others, and write docs/benchmarks.md
	@$(BIN)/python -m tests.bench $(BENCH)

ci: ## all that CI runs: the README's commands and the gates, in a fresh clone of what is committed
	@scripts/ci.sh

# Also where a lock file is at fault: uv is installed by then.
lock: $(if $(wildcard $(BIN)/uv),,$(VENV)/test) ## bring the lock files up to date with pyproject.toml
	$(BIN)/uv pip compile $(LOCK_OPTIONS) --upgrade pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile $(LOCK_OPTIONS) --upgrade -c requirements.txt pyproject.toml --group test --group gates -o requirements-test.txt
	$(BIN)/uv pip compile $(LOCK_OPTIONS) --upgrade requirements-bench.in -o requirements-bench.txt

clean: ## delete the environment and everything built
	rm -rf $(VENV) node_modules $(SPELLING) $(JAVASCRIPT) build .coverage .coverage.*

# What the workflows in .github run; docs/architecture.md says which runs which. Values reach the commands in the
# environment (GITHUB_BASE_REF, YEAR …), never as a part of a command line. LINKS are more options of the link check,
# which its tests need.
.PHONY: packages pr-check pr-summary publish-site publish-tags links-state links-report links-propose propose-notice propose-update

# Java and JAXB for the validators of PDF copies and of HTML.
TEST_PACKAGES := default-jre-headless libjaxb-java

packages: ## for GitHub: install what tests need, on Debian or Ubuntu
	@scripts/packages.sh $(TEST_PACKAGES)

# Both checks run, whatever the first says. 3 means that there is no network, which is no fault of the change.
pr-check: $(VENV)/site ## for GitHub: check the notices, and the links that a change brings, with marks at the lines
	@$(BIN)/python scripts/check_notices.py --format github; notices=$$?; \
	$(BIN)/python scripts/check_links.py --format github --changed-since "origin/$${GITHUB_BASE_REF:-main}" $(LINKS); links=$$?; \
	[ $$notices = 0 ] && { [ $$links = 0 ] || [ $$links = 3 ]; }

pr-summary: $(VENV)/site ## for GitHub: say in plain English what a change means for parents
	@$(BIN)/python scripts/summarise_change.py

# AGAINST is a versions.json that was kept, to ask in the place of the one that the site shows now.
publish-site: $(VENV)/site $(SEARCH)/ready ## for GitHub: build the site, only if notices, history, address and PDF copies are right
	@$(BIN)/python scripts/check_notices.py --format github
	@$(BIN)/python scripts/check_address.py
	@$(BIN)/python scripts/check_witnesses.py $(if $(AGAINST),--against "$$AGAINST")
	@CI=true NOTICES_PDF=on $(BIN)/python scripts/build_site.py

publish-tags: $(VENV)/site ## for GitHub: send the tags of published revisions to origin
	@$(BIN)/python scripts/push_tags.py

links-state: $(VENV)/site ## for GitHub: bring what the last weekly link check left
	@$(BIN)/python scripts/weekly_links.py before

# 1 means that links fail, which is what the report is for; 3 that there is no network: then there is no report.
links-report: $(VENV)/site ## for GitHub: check the links, and write the reports into build/links
	@rm -f build/links/report.json build/links/issue.md
	@$(BIN)/python scripts/check_links.py --find-copies --format json --output build/links/report.json \
	  --issue build/links/issue.md --state build/links/state.json $(LINKS); \
	case $$? in 0|1|3) ;; *) exit 1;; esac

links-propose: $(VENV)/site ## for GitHub: propose links.toml, and keep the issue on links up to date
	@$(BIN)/python scripts/weekly_links.py after

propose-notice: $(VENV)/site ## for GitHub: propose the draft of the next year, or of YEAR=2027-28
	@$(BIN)/python scripts/propose_notice.py

propose-update: $(VENV)/site ## for GitHub: in a school's repository, propose the release that "make update" has moved to
	@$(BIN)/python scripts/propose_update.py

# Each is made from nothing, so that nothing remains of what an older lock file named.
$(VENV)/site $(VENV)/test: $(call again_unless_whole,$(VENV))
$(VENV)/site: requirements.txt
	@scripts/environment.sh make $(VENV) $(PYTHON) requirements.txt .
	@touch $@

$(VENV)/test: requirements.txt requirements-test.txt
	@scripts/environment.sh make $(VENV) $(PYTHON) requirements-test.txt .
	@touch $(VENV)/site $@

again:

$(PACKAGES): package-lock.json
	@command -v npm >/dev/null || { echo "The search and the fonts need Node with npm: apt-get install nodejs npm"; exit 1; }
	@echo "Setting up the search and the fonts in node_modules ..."
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@mkdir -p $(FONTS)
	@cp $(PDF_FONTS) $(FONTS)
	@touch $@

# The search page loads two files: its own script, and the engine, which the benchmark loads without the page. The
# suggestions are in the first, and a file of their own for other pages. In each are all its modules and libraries,
# without comments and blanks, which are most of their bytes.
$(SEARCH)/ready: $(PACKAGES) $(wildcard docs/theme/search/*.js)
	@node_modules/.bin/esbuild $(addprefix docs/theme/search/,page.js engine.js suggestions.js) --bundle \
	  --external:./engine.js --minify --format=esm --target=es2022 --log-level=warning --outdir=$(SEARCH)/search
	@cp node_modules/minisearch/LICENSE.txt $(SEARCH)/minisearch-licence.txt
	@cp node_modules/stemmer/license $(SEARCH)/stemmer-licence.txt
	@touch $@

$(SPELLING)/ready: docs/spelling/package-lock.json
	@command -v npm >/dev/null || { echo "The spelling check needs Node with npm: apt-get install nodejs npm"; exit 1; }
	@echo "Setting up the spelling check in $(SPELLING) ..."
	@npm ci --prefix docs/spelling --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(JAVASCRIPT)/ready: docs/javascript/package-lock.json
	@command -v npm >/dev/null || { echo "The checks of scripts need Node with npm: apt-get install nodejs npm"; exit 1; }
	@echo "Setting up the checks of scripts in $(JAVASCRIPT) ..."
	@npm ci --prefix docs/javascript --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# A peer of the benchmark crashes on Sphinx 9, so they have an environment of their own.
$(PEER)/ready: requirements-bench.txt $(call again_unless_whole,$(PEER))
	@scripts/environment.sh make $(PEER) $(PYTHON) requirements-bench.txt
	@touch $@

$(LIGHTHOUSE)/node_modules/ready: tests/bench/lighthouse/package-lock.json
	@echo "Setting up Lighthouse in $(LIGHTHOUSE) ..."
	@mkdir -p $(LIGHTHOUSE)
	@cp tests/bench/lighthouse/package.json tests/bench/lighthouse/package-lock.json $(LIGHTHOUSE)
	@npm ci --prefix $(LIGHTHOUSE) --silent --ignore-scripts --no-audit --no-fund
	@touch $@
