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

Problem bad_body(const Sentence& why) { return {400, say_in_both(why), {}}; }

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
      return bad_body(sentence("url_list_bound"));
    for (const json::value& entry : *list) {
      if (!entry.is_string())
        return bad_body(sentence("url_list_strings"));
      ping.addresses.emplace_back(entry.get_string());
    }
    return std::nullopt;
  }
  const json::string* text = value.if_string();
  const bool known = name == "url" || name == "host" || name == "key" || name == "keyLocation";
  if (!known || !text)
    return bad_body(sentence("ping_members"));
  if (name == "url") ping.addresses.emplace_back(*text);
  if (name == "host") ping.host = *text;
  if (name == "key") ping.key = *text;
  return std::nullopt;
}

tl::expected<Ping, Problem> read_ping(const HttpRequest& request) {
  if (auto refusal = refuse_other_media(request)) return tl::unexpected(std::move(*refusal));
  json::error_code error;
  const json::value body = json::parse(request.body, error);
  if (error || !body.is_object())
    return tl::unexpected(bad_body(sentence("not_a_json_object")));
  Ping ping;
  for (const auto& [name, value] : body.get_object())
    if (auto fault = read_member(name, value, ping)) return tl::unexpected(std::move(*fault));
  if (ping.addresses.empty()) return tl::unexpected(bad_body(sentence("no_address")));
  return ping;
}

Fault refuse_stranger(const Visit& visit, const Ping& ping) {
  const std::string& token = visit.settings.ping_token;
  if (token.empty())
    return Problem{
        403, say_in_both(sentence("pings_off")), {}};
  const std::string_view authorization = visit.request.field("Authorization");
  constexpr std::string_view kBearer = "Bearer ";
  const bool bearer = equal_ignoring_case(authorization.substr(0, kBearer.size()), kBearer);
  if (!bearer && ping.key.empty())
    return Problem{401,
                   say_in_both(sentence("give_token")),
                   {}};
  if (bearer && same_secret(authorization.substr(kBearer.size()), token)) return std::nullopt;
  if (!ping.key.empty() && same_secret(ping.key, token)) return std::nullopt;
  return Problem{403, say_in_both(sentence("wrong_token")), {}};
}

Problem refused_address(const std::string& address, const Sentence& why) {
  return {422, say_in_both(why, {{"address", address.substr(0, 200)}}), {}};
}

tl::expected<std::vector<Url>, Problem> read_addresses(const Visit& visit, const Ping& ping) {
  std::vector<Url> urls;
  for (const std::string& address : ping.addresses) {
    auto url = Url::parse(address);
    if (!url) return tl::unexpected(refused_address(address, sentence("not_a_web_address")));
    if (!ping.host.empty() && !equal_ignoring_case(ping.host, url->host()))
      return tl::unexpected(refused_address(address, sentence("not_on_host")));
    if (!visit.services.in_scope(*url))
      return tl::unexpected(
          refused_address(address, sentence("not_in_sites")));
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
        Problem{503, say_in_both(sentence("ping_not_kept"), {{"problem", kept.error().message}}), {}});
  HttpResponse response;
  response.status = 202;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.body = json::serialize(json::object{{"accepted", urls->size()}});
  return response;
}

}  // namespace izvor
