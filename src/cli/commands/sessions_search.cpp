// llamero sessions search WORD…: which conversation that was.
#include "cli/commands/commands.h"
#include "cli/found_turns.h"
#include "cli/print.h"
#include "cli/sessions_access.h"
#include "store/search_query.h"
#include "store/session_json.h"

#include <fmt/format.h>

namespace llamero {
namespace {

struct SearchArgs {
  std::vector<std::string> words;
  std::int64_t limit = 20;
};

struct SearchPlan {
  std::string text;
  std::int64_t limit = 0;
};

void bind(OptionTable& app, SearchArgs& args) {
  app.add_option("WORD", args.words, "Words that a turn must hold; WOR* for what begins so")
      .required();
  app.add_option("--limit", args.limit, "At most so many turns, the most recent ones (20)")
      .value_name("N");
}

Result<SearchPlan> plan(const SearchArgs& args) {
  if (args.limit < 1) return Unexpected(Error(Errc::usage, "--limit must be 1 or more"));
  SearchPlan plan{fmt::format("{}", fmt::join(args.words, " ")), args.limit};
  if (auto good = search_query(plan.text); !good) return Unexpected(std::move(good).error());
  return plan;
}

std::string as_json(const std::vector<SearchHit>& hits) {
  std::string out;
  for (const SearchHit& hit : hits) out += (out.empty() ? "" : ",") + json_of(hit);
  return "{\"hits\":[" + out + "]}\n";
}

Result<ExitCode> execute(const SearchPlan& plan, Run run) {
  auto store = open_sessions(run);
  if (!store) return Unexpected(std::move(store).error());
  auto hits = store->search(plan.text, plan.limit);
  if (!hits) return Unexpected(std::move(hits).error());
  auto printed = run.settings.json ? print(as_json(*hits), run) : print_found(*hits, run);
  if (printed && hits->empty()) return ExitCode::negative;
  return printed;
}

}  // namespace

const CommandEntry kSessionsSearchCommand = {"sessions search",
                                             "",
                                             "Sessions",
                                             "Find the turns that hold some words",
                                             true,
                                             Needs::config,
                                             &bind_command<SearchArgs, &bind, &plan, &execute>};

}  // namespace llamero
