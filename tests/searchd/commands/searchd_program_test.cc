// izvor-searchd as its users run it: a process, a real index, archive and pings, and real HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <csignal>
#include <fstream>
#include <string>
#include <vector>

#include "crawler/pings/ping_queue.h"
#include "izvor/page_archive.h"
#include "searchd/http/target.h"
#include "searchd/web/embedded_file.h"
#include "tests/support/api_description.h"
#include "tests/support/capture_builder.h"
#include "tests/support/child_process.h"
#include "tests/support/page_index.h"
#include "tests/support/raw_client.h"

extern char** environ;

namespace izvor {
namespace {

using testing::body_of;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::RawClient;
using testing::run_program;
using testing::status_of;

/// `izvor-searchd serve` on a free port, whose first line tells the port.
class Server {
 public:
  explicit Server(const std::vector<std::string>& options) {
    std::vector<std::string> words = {IZVOR_SEARCHD, "serve", "--listen", "127.0.0.1:0"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    const int failed = posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    for (char c = 0; failed == 0 && read(ends[0], &c, 1) == 1 && c != '\n';) line_ += c;
    close(ends[0]);
  }
  ~Server() {
    if (process_ > 0) end();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Asks it to end; its exit status.
  int end() {
    kill(process_, SIGTERM);
    int state = 0;
    waitpid(process_, &state, 0);
    process_ = -1;
    return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  }

  [[nodiscard]] const std::string& line() const { return line_; }
  [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(line_.substr(line_.rfind(':') + 1))); }
  [[nodiscard]] std::string address() const { return line_.substr(line_.rfind('/') + 1); }

  [[nodiscard]] std::string get(const std::string& target) const {
    RawClient client(port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: " + address() + "\r\n\r\n");
    return client.read_answer();
  }
  [[nodiscard]] std::string post(const std::string& target, const std::string& fields, const std::string& body) const {
    RawClient client(port());
    client.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + fields +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.read_answer();
  }

 private:
  pid_t process_ = -1;
  std::string line_;
};

class SearchdProgram : public ::testing::Test {
 protected:
  SearchdProgram() {
    std::ofstream(config()) << "[search]\nping_token = \"secret\"\n[analysis]\nlemma_table = \"" << IZVOR_LEMMA_TABLE
                            << "\"\n[[site]]\nname = \"a\"\nseeds = [\"https://a.eu/\"]\n";
  }
  [[nodiscard]] std::string data() const { return index_.settings().data_directory; }
  [[nodiscard]] std::string config() const { return data() + "/izvor.toml"; }
  [[nodiscard]] std::vector<std::string> options() const { return {"--config", config(), "--data", data()}; }
  [[nodiscard]] static std::string search(const std::string& query) { return "/api/v1/search?q=" + encode_component(query); }

  testing::PageIndex index_;
};

TEST_F(SearchdProgram, AnswersFromARealIndexAsDescribedAndFollowsIt) {
  index_.add("a.eu/one", "Подводни кабели", "Подводните кабели свързват Европа с други части на света.");
  const Server server(options());
  const std::string answer = server.get(search("подводен кабел"));
  ASSERT_EQ(status_of(answer), 200) << answer;
  EXPECT_THAT(answer, HasSubstr("https://a.eu/one"));
  EXPECT_THAT(answer, HasSubstr("<mark>"));
  const testing::ApiDescription description(embedded_file("assets/openapi.json").bytes);
  EXPECT_THAT(description.faults("GET", "/api/v1/search", 200, "application/json", body_of(answer)), IsEmpty());
  EXPECT_THAT(server.get("/search?q=" + encode_component("кабел")), HasSubstr("Намерена е 1 страница"));

  index_.add("a.eu/two", "Още кабели", "Кабелите са много.");
  EXPECT_THAT(server.get(search("кабел")), HasSubstr("https://a.eu/two")) << "the index moved on under the server";
}

TEST_F(SearchdProgram, ListsTheVersionsInTheArchive) {
  {
    auto archive = PageArchive::open_for_writing(index_.settings().archive_directory());
    ASSERT_TRUE(archive) << archive.error().message;
    ASSERT_TRUE(archive->store(testing::fetched_page("https://a.eu/one", "first")));
    ASSERT_TRUE(archive->store(testing::fetched_page("https://a.eu/one", "second", "2024-04-01T00:00:00Z")));
    ASSERT_TRUE(archive->acknowledge());
  }
  const Server server(options());
  const std::string answer = server.get("/api/v1/pages/" + page_id_of(*Url::parse("https://a.eu/one")));
  ASSERT_EQ(status_of(answer), 200) << answer;
  const auto versions = boost::json::parse(std::string(body_of(answer))).at("versions").as_array();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].at("fetched"), "2024-04-01T00:00:00Z");
  EXPECT_EQ(status_of(server.get("/api/v1/pages/ffffffffffffffffffffffff")), 404);
}

TEST_F(SearchdProgram, KeepsPingsForTheCrawler) {
  const Server server(options());
  const std::string answer =
      server.post("/api/v1/pings", "Authorization: Bearer secret\r\n", R"({"url":"https://a.eu/changed"})");
  ASSERT_EQ(status_of(answer), 202) << answer;
  EXPECT_EQ(status_of(server.post("/api/v1/pings", "Authorization: Bearer wrong\r\n", R"({"url":"https://a.eu/x"})")), 403);
  EXPECT_EQ(status_of(server.post("/api/v1/pings", "Authorization: Bearer secret\r\n", R"({"url":"https://b.eu/x"})")), 422);
  auto queue = PingQueue::open(index_.settings().archive_directory());
  ASSERT_TRUE(queue);
  const auto pending = queue->pending(0, 10);
  ASSERT_TRUE(pending);
  ASSERT_EQ(pending->size(), 1U);
  EXPECT_EQ(pending->front().url.str(), "https://a.eu/changed");
  EXPECT_EQ(pending->front().source, "api");
}

TEST_F(SearchdProgram, WithoutAnIndexItServesAndSaysSo) {
  const testing::TemporaryDirectory empty;
  const Server server({"--config", config(), "--data", empty.path()});
  EXPECT_EQ(status_of(server.get("/healthz")), 200);
  EXPECT_EQ(status_of(server.get("/readyz")), 503);
  EXPECT_EQ(status_of(server.get(search("x"))), 503);
  EXPECT_EQ(status_of(server.get("/api/v1/pages/ffffffffffffffffffffffff")), 503);
  EXPECT_THAT(server.get("/"), HasSubstr("izvor-indexer run"));
  EXPECT_THAT(server.get("/metrics"), HasSubstr("izvor_index_ready 0"));
}

TEST_F(SearchdProgram, WhatIsAskedOftenIsListedAndWhatFindsNothingWithProposals) {
  index_.add("a.eu/one", "Киберсигурност на мрежите", "Киберсигурността е важна за мрежите.");
  index_.add("a.eu/two", "Киберсигурност на услугите", "Киберсигурността на услугите е важна.");
  Server server(options());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(status_of(server.get(search("киберсигурност"))), 200);
    EXPECT_EQ(status_of(server.get("/search?q=" + encode_component("киберзащитник"))), 200);
  }
  EXPECT_EQ(status_of(server.get(search("рядко питане"))), 200);
  EXPECT_EQ(server.end(), 0);
  const auto listed = run_program({IZVOR_SEARCHD, "queries", "--json", "--config", config(), "--data", data()});
  ASSERT_EQ(listed.status, 0) << listed.messages;
  const auto answer = boost::json::parse(listed.output);
  EXPECT_EQ(answer.at("queries").as_array().size(), 2U) << listed.output;
  EXPECT_EQ(answer.at("queries").at(0).at("searches"), 5);
  ASSERT_EQ(answer.at("unanswered").as_array().size(), 1U) << listed.output;
  EXPECT_EQ(answer.at("unanswered").at(0).at("query"), "киберзащитник");
  EXPECT_THAT(boost::json::serialize(answer.at("unanswered").at(0).at("proposals")), HasSubstr("Киберсигурност"));
  EXPECT_THAT(listed.output, Not(HasSubstr("рядко")));
}

TEST_F(SearchdProgram, WithoutCountsQueriesSaysWhenTheyBegin) {
  const auto listed = run_program({IZVOR_SEARCHD, "queries", "--config", config(), "--data", data()});
  EXPECT_EQ(listed.status, 1);
  EXPECT_THAT(listed.messages, HasSubstr("asked 5 times"));
}

/// Garbles what Xapian believes without looking: the inside of every block, and leaves the heads.
void damage(const std::filesystem::path& database) {
  constexpr std::streamoff kBlock = 8192;
  const auto file = database / "postlist.glass";
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file));
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  for (std::streamoff block = 0; block < size; block += kBlock) {
    for (std::streamoff at = block + 12; at < block + kBlock; at += 2) {
      bytes.seekp(at);
      bytes << "\x1f\xf3";
    }
  }
}

TEST_F(SearchdProgram, ADamagedIndexIsSaidAndEndsNothing) {
  for (int i = 0; i < 50; ++i) index_.add("a.eu/" + std::to_string(i), "Нова", "Услуги и стратегии " + std::to_string(i));
  damage(index_.database());
  Server server(options());
  for (int i = 0; i < 3; ++i) {
    const std::string answer = server.get(search("услуги"));
    EXPECT_EQ(status_of(answer), 503) << answer;
    EXPECT_THAT(answer, HasSubstr("rebuild"));
  }
  EXPECT_EQ(status_of(server.get("/healthz")), 200);
  EXPECT_EQ(status_of(server.get("/readyz")), 503);
  EXPECT_EQ(server.end(), 0);
}

TEST_F(SearchdProgram, ADamagedNewGenerationLeavesTheOldAnswers) {
  index_.add("a.eu/old", "Стара", "Услуги.");
  Server server(options());
  EXPECT_THAT(server.get(search("услуги")), HasSubstr("https://a.eu/old"));
  index_.begin_generation();
  for (int i = 0; i < 50; ++i) index_.add("a.eu/" + std::to_string(i), "Нова", "Услуги и стратегии " + std::to_string(i));
  damage(index_.database());
  index_.make_generation_live();
  std::string readiness;
  // The process that looks takes a while; until then, and after, the old generation answers.
  for (int i = 0; i < 2000 && readiness.find("damaged") == std::string::npos; ++i) {
    EXPECT_THAT(server.get(search("услуги")), HasSubstr("https://a.eu/old"));
    readiness = server.get("/readyz");
    EXPECT_EQ(status_of(readiness), 200) << readiness;
  }
  EXPECT_THAT(readiness, HasSubstr("is damaged"));
  EXPECT_THAT(server.get(search("услуги")), HasSubstr("https://a.eu/old"));
  index_.begin_generation();
  index_.add("a.eu/mended", "Нова", "Услуги.");
  index_.make_generation_live();
  std::string answer;
  for (int i = 0; i < 2000 && answer.find("mended") == std::string::npos; ++i) answer = server.get(search("услуги"));
  EXPECT_THAT(answer, HasSubstr("https://a.eu/mended"));
  EXPECT_EQ(server.end(), 0);
}

TEST_F(SearchdProgram, ProbeTellsSoundFromDamaged) {
  for (int i = 0; i < 50; ++i) index_.add("a.eu/" + std::to_string(i), "Нова", "Услуги и стратегии " + std::to_string(i));
  const auto probe = [&](const std::string& folder) {
    return run_program({IZVOR_SEARCHD, "probe", folder, "--config", config(), "--data", data()}).status;
  };
  EXPECT_EQ(probe(index_.database()), 0);
  EXPECT_EQ(probe(data() + "/nothing"), 1);
  damage(index_.database());
  EXPECT_THAT(probe(index_.database()), ::testing::AnyOf(3, ::testing::Gt(128), ::testing::Lt(0)));
}

TEST_F(SearchdProgram, ATermSignalEndsItOrderly) {
  Server server(options());
  EXPECT_THAT(server.line(), HasSubstr("listening on http://127.0.0.1:"));
  const RawClient idle(server.port());
  EXPECT_EQ(server.end(), 0);
}

TEST_F(SearchdProgram, ATakenPortIsOneClearLineAndStatus1) {
  const Server server(options());
  const auto second =
      run_program({IZVOR_SEARCHD, "--config", config(), "--data", data(), "serve", "--listen", server.address()});
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.messages, HasSubstr("another program has this port"));
  EXPECT_EQ(std::count(second.messages.begin(), second.messages.end(), '\n'), 1) << second.messages;
  EXPECT_THAT(second.output, IsEmpty());
}

TEST_F(SearchdProgram, SharedOptionsStandBeforeOrAfterTheSubcommand) {
  index_.add("a.eu/one", "Заглавие", "Текст.");
  const auto before = run_program({IZVOR_SEARCHD, "--config", config(), "--data", data(), "status", "--json"});
  const auto after = run_program({IZVOR_SEARCHD, "status", "--json", "--data", data(), "--config", config()});
  EXPECT_EQ(before.status, 0) << before.messages;
  EXPECT_EQ(before.output, after.output);
  EXPECT_EQ(boost::json::parse(before.output).at("pages"), 1);
}

TEST_F(SearchdProgram, StatusWithoutAnIndexIs1AndSaysWhatToRun) {
  const testing::TemporaryDirectory empty;
  const auto result = run_program({IZVOR_SEARCHD, "--config", config(), "--data", empty.path(), "status"});
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("izvor-indexer"));
}

TEST_F(SearchdProgram, WrongUsageIs2AndBrokenSettingsAre1) {
  EXPECT_EQ(run_program({IZVOR_SEARCHD}).status, 2);
  EXPECT_EQ(run_program({IZVOR_SEARCHD, "sing"}).status, 2);
  EXPECT_EQ(run_program({IZVOR_SEARCHD, "serve", "--nonsense"}).status, 2);
  EXPECT_EQ(run_program({IZVOR_SEARCHD, "--config", "/does/not/exist", "status"}).status, 1);
  EXPECT_EQ(run_program({IZVOR_SEARCHD, "--config", config(), "--data", data(), "serve", "--listen", "nonsense"}).status, 1);
}

TEST_F(SearchdProgram, HelpTeachesWithoutAnySettings) {
  const auto help = run_program({IZVOR_SEARCHD, "serve", "--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.output, HasSubstr("Examples:"));
}

}  // namespace
}  // namespace izvor
