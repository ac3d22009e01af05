"""The Content-Security-Policy: what browsers let the site do, which is next to nothing."""

from __future__ import annotations

#: The Content-Security-Policy of every page. Nothing is inline, so no hash is needed. Furo's style sheet draws the
#: icons of its boxes from data: addresses, which contain pictures and nothing that runs.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    ]
)
#: That of a preview, in whose pages sphinx-autobuild puts the script that shows a save in the browser.
PREVIEW_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
#: A link to another site reveals nothing about the page on which it was followed.
OUTSIDE_REL = "external noopener noreferrer"
_HEADERS = {
    # A page cannot say this one itself: browsers obey it in a header only.
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def headers_file() -> str:
    """Return the file `_headers`, which hosts such as Cloudflare Pages and Netlify read: headers for every address."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
