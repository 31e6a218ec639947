// POST /api/v1/pings takes the shape of IndexNow (https://www.indexnow.org/documentation): {"host", "key", "urlList": […]} for
// many addresses, {"url": …} for one. All of them are kept, or none.
#include <boost/json.hpp>

#include "crawler/platform/sha256.h"
#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"

namespace izvor {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxAddresses = 10'000;

Problem bad_body(std::string bulgarian, std::string english) { return {400, {std::move(bulgarian), std::move(english)}, {}}; }

/// Takes as long for a near miss as for a wild guess.
bool same_secret(std::string_view given, std::string_view expected) {
  const std::string a = sha256_hex(given), b = sha256_hex(expected);
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

struct Ping {
  std::string host, key;
  std::vector<std::string> addresses;
};

Fault read_member(std::string_view name, const json::value& value, Ping& ping) {
  if (name == "urlList") {
    const json::array* list = value.if_array();
    if (!list || list->size() > kMaxAddresses)
      return bad_body("„urlList“ е списък с най-много 10 000 адреса.", "\"urlList\" is a list of at most 10,000 addresses.");
    for (const json::value& entry : *list) {
      if (!entry.is_string())
        return bad_body("В „urlList“ има и друго освен низове.", "\"urlList\" holds something that is not a string.");
      ping.addresses.emplace_back(entry.get_string());
    }
    return std::nullopt;
  }
  const json::string* text = value.if_string();
  const bool known = name == "url" || name == "host" || name == "key" || name == "keyLocation";
  if (!known || !text)
    return bad_body("Очакват се „url“ или „urlList“, по желание „host“, „key“ и „keyLocation“.",
                    "Expected are \"url\" or \"urlList\", and optionally \"host\", \"key\" and \"keyLocation\".");
  if (name == "url") ping.addresses.emplace_back(*text);
  if (name == "host") ping.host = *text;
  if (name == "key") ping.key = *text;
  return std::nullopt;
}

tl::expected<Ping, Problem> read_ping(const HttpRequest& request) {
  if (!equal_ignoring_case(request.field("Content-Type").substr(0, 16), "application/json"))
    return tl::unexpected(Problem{415, {"Изпратете application/json.", "Send application/json."}, {}});
  json::error_code error;
  const json::value body = json::parse(request.body, error);
  if (error || !body.is_object())
    return tl::unexpected(bad_body("Тялото на заявката не е обект на JSON.", "The body is not a JSON object."));
  Ping ping;
  for (const auto& [name, value] : body.get_object())
    if (auto fault = read_member(name, value, ping)) return tl::unexpected(std::move(*fault));
  if (ping.addresses.empty()) return tl::unexpected(bad_body("Няма нито един адрес.", "There is no address."));
  return ping;
}

Fault refuse_stranger(const Visit& visit, const Ping& ping) {
  const std::string& token = visit.settings.ping_token;
  if (token.empty())
    return Problem{
        403, {"Известията са изключени: няма зададен „ping_token“.", "Pings are off: no \"ping_token\" is set."}, {}};
  const std::string_view authorization = visit.request.field("Authorization");
  constexpr std::string_view kBearer = "Bearer ";
  const bool bearer = equal_ignoring_case(authorization.substr(0, kBearer.size()), kBearer);
  if (!bearer && ping.key.empty())
    return Problem{401,
                   {"Дайте токена като „Authorization: Bearer …“ или като „key“.",
                    "Give the token as \"Authorization: Bearer …\" or as \"key\"."},
                   {}};
  if (bearer && same_secret(authorization.substr(kBearer.size()), token)) return std::nullopt;
  if (!ping.key.empty() && same_secret(ping.key, token)) return std::nullopt;
  return Problem{403, {"Токенът не е верен.", "The token is wrong."}, {}};
}

Problem refused_address(const std::string& address, std::string bulgarian, std::string english) {
  const std::string shown = address.substr(0, 200);
  return {422, {"„" + shown + "“ " + std::move(bulgarian), "\"" + shown + "\" " + std::move(english)}, {}};
}

tl::expected<std::vector<Url>, Problem> read_addresses(const Visit& visit, const Ping& ping) {
  std::vector<Url> urls;
  for (const std::string& address : ping.addresses) {
    auto url = Url::parse(address);
    if (!url) return tl::unexpected(refused_address(address, "не е уеб адрес.", "is not a web address."));
    if (!ping.host.empty() && !equal_ignoring_case(ping.host, url->host()))
      return tl::unexpected(refused_address(address, "не е на посочения „host“.", "is not on the \"host\" given."));
    if (!visit.services.in_scope(*url))
      return tl::unexpected(
          refused_address(address, "не е в нито един от настроените сайтове.", "is in none of the configured sites."));
    urls.push_back(std::move(*url));
  }
  return urls;
}

}  // namespace

Answer answer_ping(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  // Before anything is said about the body: without a token nobody is let in.
  if (visit.settings.ping_token.empty()) return tl::unexpected(*refuse_stranger(visit, {}));
  const auto ping = read_ping(visit.request);
  if (!ping) return tl::unexpected(ping.error());
  if (auto fault = refuse_stranger(visit, *ping)) return tl::unexpected(std::move(*fault));
  const auto urls = read_addresses(visit, *ping);
  if (!urls) return tl::unexpected(urls.error());
  if (const auto kept = visit.services.ping(*urls); !kept)
    return tl::unexpected(
        Problem{503, {"Известието не можа да бъде запазено: " + kept.error().message, kept.error().message}, {}});
  HttpResponse response;
  response.status = 202;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.body = json::serialize(json::object{{"accepted", urls->size()}});
  return response;
}

}  // namespace izvor
