// ApiDescription: what /openapi.json promises, to hold answers against.
//
// Finds the path, method and status of an answer in an OpenAPI 3.1 document and checks media type and body by the subset of
// JSON Schema that Izvor's description uses: type, properties, required, additionalProperties, items, minItems, maxItems, enum,
// minimum, pattern, $ref. A keyword beyond these is a fault too, so that none is trusted without being checked. One thread.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace izvor::testing {

class ApiDescription {
 public:
  /// Throws when the text is not a JSON object.
  explicit ApiDescription(std::string_view openapi);

  /// What the answer breaks, one sentence each; empty when it keeps every promise. `media_type` without parameters.
  [[nodiscard]] std::vector<std::string> faults(std::string_view method, std::string_view path, int status,
                                                std::string_view media_type, std::string_view body) const;

  [[nodiscard]] bool has(std::string_view method, std::string_view path) const { return operation(method, path) != nullptr; }

  /// Operations as "GET /path", for asking whether each was tried.
  [[nodiscard]] std::vector<std::string> operations() const;

 private:
  [[nodiscard]] const boost::json::object* operation(std::string_view method, std::string_view path) const;
  [[nodiscard]] const boost::json::object& resolved(const boost::json::object& node) const;
  void check(const boost::json::object& schema, const boost::json::value& value, const std::string& where,
             std::vector<std::string>& faults) const;
  void check_object(const boost::json::object& schema, const boost::json::object& value, const std::string& where,
                    std::vector<std::string>& faults) const;
  void check_array(const boost::json::object& schema, const boost::json::array& value, const std::string& where,
                   std::vector<std::string>& faults) const;

  boost::json::object document_;
};

}  // namespace izvor::testing
