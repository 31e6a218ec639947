#include "crawler/robots/robots_directives.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

TEST(RobotsDirectives, ReadsWordsInAnyCaseAndOrder) {
  EXPECT_EQ(parse_robots_directives("NoIndex, follow"), (RobotsDirectives{true, false}));
  EXPECT_EQ(parse_robots_directives(" nofollow "), (RobotsDirectives{false, true}));
  EXPECT_EQ(parse_robots_directives("none"), (RobotsDirectives{true, true}));
  EXPECT_EQ(parse_robots_directives("all, max-snippet:-1,,"), RobotsDirectives{});
}

TEST(RobotsDirectives, FieldsAddUp) {
  EXPECT_EQ(robots_directives_of({{"X-Robots-Tag", "noindex"}, {"x-robots-tag", "nofollow"}}, "Izvor"),
            (RobotsDirectives{true, true}));
}

TEST(RobotsDirectives, AFieldForAnotherAgentIsNotOurs) {
  EXPECT_EQ(robots_directives_of({{"X-Robots-Tag", "otherbot: noindex"}}, "Izvor"), RobotsDirectives{});
  EXPECT_EQ(robots_directives_of({{"X-Robots-Tag", "izvor: noindex, nofollow"}}, "Izvor"), (RobotsDirectives{true, true}));
}

TEST(RobotsDirectives, ADirectiveWithAValueIsNoAgent) {
  EXPECT_EQ(robots_directives_of({{"X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 GMT, noindex"}}, "Izvor"),
            (RobotsDirectives{true, false}));
}

}  // namespace
}  // namespace izvor
