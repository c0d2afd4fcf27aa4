#include "deploy/caddy_config.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace llamero {

namespace {

constexpr std::size_t kShortestToken = 32;
constexpr std::string_view kLetsEncrypt = "https://acme-v02.api.letsencrypt.org/directory";

// Letters, digits and `others`: none of them ends a word, opens a block or names a placeholder.
bool consists_of(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

Unexpected refusal(std::string_view what, std::string_view hint) {
  return Unexpected(Error(Errc::usage,
                          fmt::format("{} cannot stand in a configuration of caddy", what),
                          std::string(hint)));
}

Result<void> check_spec(const PublicSpec& spec, std::string_view upstream) {
  if (spec.host.empty() || (!is_address(spec.host) && !consists_of(spec.host, ".-")))
    return refusal("the public host", "give a DNS name or an IP address, without scheme and port");
  if (!consists_of(spec.email, "@.-_+"))
    return refusal("the e-mail address", "give one of letters, digits and @ . - _ +");
  if (!spec.acme_directory.empty() && (!spec.acme_directory.starts_with("https://") ||
                                       !consists_of(spec.acme_directory, ":/.-_~[]%?=&")))
    return refusal("the ACME directory", "give an https URL");
  if (upstream.empty() || !consists_of(upstream, ".-_:[]"))
    return refusal("the address of the server", "give NAME:PORT");
  return {};
}

Result<void> check_tokens(const CaddyTokens& tokens) {
  for (const Secret* token : {&tokens.user, &tokens.admin}) {
    if (token->reveal().size() < kShortestToken || !consists_of(token->reveal(), "-_"))
      return refusal("a token", "give at least 32 letters, digits, - and _");
  }
  // One that is both would give everybody the right to change models.
  if (tokens.user.reveal() == tokens.admin.reveal())
    return refusal("one token for both roles", "give the admin a token of its own");
  return {};
}

// Requests have a log of their own, errors are in the default one and tell of their request, too.
// No header, no query and no body comes into either.
constexpr std::string_view kLog = R"(log {
		output stdout
		format filter {
			wrap json
			fields {
				request>headers delete
				request>uri regexp \?.* ""
				resp_headers delete
				common_log delete
			}
		}
	})";

// An address has no SNI: the client sends none, and Caddy must know which certificate is meant.
// A redirect from http would hide from its user that a token went over the wire in the clear.
std::string global_options(const PublicSpec& spec) {
  const bool address = is_address(spec.host);
  return fmt::format(R"({{
	admin off
	auto_https disable_redirects
	skip_install_trust
	grace_period 10s
{}	{}
	servers {{
		protocols h1 h2
		strict_sni_host {}
		max_header_size 16KB
		timeouts {{
			read_header 10s
			idle 2m
		}}
	}}
}}
)",
                     address ? "\tdefault_sni " + spec.host + "\n" : std::string(), kLog,
                     address ? "insecure_off" : "on");
}

// Without keep-alive, the connections to the server are the requests in flight. There is no limit
// for an answer: a model may load for minutes. And no flush_interval: an answer of unknown length
// is passed on as it comes anyway, and -1 is documented not to cancel the request of a client that
// left.
std::string server_snippet(std::string_view upstream) {
  return fmt::format(R"(
(server) {{
	reverse_proxy {} {{
		header_up Host localhost:11434
		header_up -Authorization
		header_up -Cookie
		transport http {{
			versions 1.1
			keepalive off
			compression off
			dial_timeout 5s
		}}
	}}
}}
)",
                     upstream);
}

// Nine digits are 100 MB. That is told before anything of a body is read; max_size ends one that
// comes in chunks, when a part of it is at the server already.
constexpr std::string_view kSnippets = R"(
(refused) {
	header Content-Type application/json
	respond `{"error":"this token may not change models"}` 403
}

(limited) {
	header @big Content-Type application/json
	respond @big `{"error":"a body of 100 MB and more is not taken"}` 413
	request_body {
		max_size 100MB
	}
	import server
}

(models) {
	handle @ask {
		import limited
	}
	handle @look {
		import limited
	}
}
)";

std::string tls_lines(const PublicSpec& spec) {
  if (spec.tls == PublicSpec::Tls::internal) return "\ttls internal\n";
  std::string lines = fmt::format("\ttls {{\n\t\tissuer acme {{\n\t\t\tdir {}\n",
                                  spec.acme_directory.empty() ? kLetsEncrypt : spec.acme_directory);
  if (!spec.email.empty()) lines += fmt::format("\t\t\temail {}\n", spec.email);
  if (!spec.acme_ca_file.empty())
    lines += fmt::format("\t\t\ttrusted_roots {}\n", kCaddyAcmeCaPath);
  return lines + "\t\t}\n\t}\n";
}

// No request is matched by two of them, but for @big: Caddy may try them in any order.
constexpr std::string_view kMatchers = R"(
	@ask {
		method POST
		path /api/chat /api/generate /api/embed /api/embeddings /api/show /v1/*
	}
	@look {
		method GET HEAD
		path / /api/tags /api/ps /api/version /v1/*
	}
	@big header_regexp Content-Length ^\d{9,}$
	@blob path /api/blobs/*
	@change path /api/pull /api/create /api/delete /api/push /api/copy
)";

// Without a token nothing of the above is looked at.
constexpr std::string_view kRules = R"(
	handle @admin {
		import models
		handle @blob {
			import server
		}
		handle @change {
			import limited
		}
		respond "not served here" 404
	}
	handle @user {
		import models
		handle @change {
			import refused
		}
		handle @blob {
			import refused
		}
		respond "not served here" 404
	}
	handle {
		header Content-Type application/json
		header WWW-Authenticate Bearer
		respond `{"error":"a token is wanted: Authorization: Bearer TOKEN"}` 401
	}
}
)";

std::string site(const PublicSpec& spec, const CaddyTokens& tokens) {
  const bool v6 = spec.host.find(':') != std::string::npos;
  return fmt::format("\nhttps://{} {{\n{}\n\t{}\n", v6 ? "[" + spec.host + "]" : spec.host,
                     tls_lines(spec), kLog) +
         std::string(kMatchers) +
         fmt::format(
             "\t@admin header Authorization \"Bearer {}\"\n"
             "\t@user header Authorization \"Bearer {}\"\n",
             tokens.admin.reveal(), tokens.user.reveal()) +
         std::string(kRules);
}

// Other names get no answer, and the health check one that says nothing of the server.
std::string other_sites() {
  return fmt::format(R"(
https:// {{
	abort
}}

http://127.0.0.1:{} {{
	bind 127.0.0.1
	respond ok
}}
)",
                     kCaddyHealthPort);
}

}  // namespace

Result<std::string> caddyfile(const PublicSpec& spec, std::string_view upstream,
                              const CaddyTokens& tokens) {
  if (auto checked = check_spec(spec, upstream); !checked) return Unexpected(checked.error());
  if (auto checked = check_tokens(tokens); !checked) return Unexpected(checked.error());
  return global_options(spec) + server_snippet(upstream) + std::string(kSnippets) +
         site(spec, tokens) + other_sites();
}

Result<Secret> new_token(std::string_view prefix) {
  std::array<unsigned char, 32> bytes{};
  // So few bytes come whole or not at all (getrandom(2)).
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    return Unexpected(Error(Errc::deploy, "the kernel gives no random bytes for a token"));
  std::string text(prefix);
  text.reserve(prefix.size() + 2 * bytes.size());  // no copy of it stays behind
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  explicit_bzero(bytes.data(), bytes.size());
  return Secret(std::move(text));
}

}  // namespace llamero
