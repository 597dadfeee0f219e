# The tour (JSON on standard input) -> cassettes in the folder that is named, by VCR with WebMock and Net::HTTP.
# Called by ../record_ruby_vcr.py.

require "json"
require "net/http"
require "vcr"
require "webmock"

VCR.configure do |config|
  config.cassette_library_dir = ARGV.fetch(0)
  config.hook_into :webmock
  config.before_record do |interaction|
    interaction.recorded_at = Time.utc(2025, 11, 4, 9, 30)
    interaction.request.headers.delete("User-Agent")
  end
  # Net::HTTP hands out bytes (ASCII-8BIT); many a test suite has a hook like this one.
  config.before_record(:as_utf8) do |interaction|
    interaction.response.body.force_encoding("UTF-8")
  end
end

STAGES = JSON.parse($stdin.read)

def request(step)
  uri = URI(step["url"])
  asked = Net::HTTP.const_get(step["method"].capitalize).new(uri, step["headers"])
  asked.body = step["body"] unless step["body"].empty?
  answer = Net::HTTP.start(uri.host, uri.port) { |http| http.request(asked) }
  request({ "method" => "GET", "url" => answer["Location"], "headers" => {}, "body" => "" }) if answer["Location"]
end

def record(name, steps, **options)
  VCR.use_cassette(name, record: :once, **options) { steps.each { |step| request(step) } }
end

record("website", STAGES["website"])
record("session", STAGES["session"])
record("gzip", STAGES["gzip"])
record("feed", STAGES["feed"])
record("chat", STAGES["chat"].last(1))
record("chat_utf8", STAGES["chat"], tag: :as_utf8)
record("chat_utf8", STAGES["chat"], tag: :as_utf8, serialize_with: :compressed)
record("session_utf8", STAGES["session"], tag: :as_utf8, serialize_with: :json)
record("session_exact_bytes", STAGES["session"], preserve_exact_body_bytes: true)
record("gzip_decompressed", STAGES["gzip"].first(1), decode_compressed_response: true)
