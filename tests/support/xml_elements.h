// xml_elements: an XML document as a list of its elements, for tests of feeds: parsed by expat, so that what is not well formed
// is found.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace izvor::testing {

struct XmlElement {
  std::string path;   ///< "feed/entry/title": local names from the root.
  std::string space;  ///< The namespace.
  std::string text;   ///< Of the element itself.
  std::map<std::string, std::string> attributes;
};

/// In document order. Throws std::runtime_error with expat's message when the text is not well-formed XML.
[[nodiscard]] std::vector<XmlElement> xml_elements(std::string_view text);

/// The texts of all elements with that path.
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<XmlElement>& elements, std::string_view path);

}  // namespace izvor::testing
