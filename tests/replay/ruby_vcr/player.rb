# A folder of VCR cassettes -> what the recorder replays for each of their requests, as JSON lines, file after file.
# WebMock's answers do not pass through Net::HTTP's own gunzip, so that is done here.

require "json"
require "net/http"
require "vcr"
require "webmock"
require "zlib"

SERIALIZERS = { ".yml" => :yaml, ".json" => :json, ".zz" => :compressed }.freeze

VCR.configure do |config|
  config.cassette_library_dir = ARGV.fetch(0)
  config.hook_into :webmock
end

def ask(method, uri)
  asked = Net::HTTP.const_get(method.to_s.capitalize).new(uri)
  Net::HTTP.start(uri.host, uri.port) { |http| http.request(asked) }
end

Dir.children(ARGV.fetch(0)).sort.each do |file|
  extension = File.extname(file)
  options = { record: :none, serialize_with: SERIALIZERS.fetch(extension), allow_unused_http_interactions: false }
  VCR.use_cassette(File.basename(file, extension), **options) do |cassette|
    requests = cassette.http_interactions.interactions.map(&:request)
    requests.each do |request|
      answer = ask(request.method, URI(request.uri))
      body = answer["Content-Encoding"] == "gzip" ? Zlib.gunzip(answer.body) : answer.body.to_s
      method, status = request.method.to_s.upcase, answer.code.to_i
      puts JSON.generate(file: file, method: method, uri: request.uri, status: status, body: [body].pack("m0"))
    end
  end
end
