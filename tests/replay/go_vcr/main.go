// A go-vcr cassette's name (without .yaml) -> what the recorder replays for each of its requests, as JSON lines.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/dnaeon/go-vcr/cassette"
	"github.com/dnaeon/go-vcr/recorder"
)

type answer struct {
	Method, URL, RequestBody string
	Status                   int
	Body                     []byte // base64 in JSON
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, name := range os.Args[1:] {
		recorded, err := cassette.Load(name)
		must(err)
		player, err := recorder.NewAsMode(name, recorder.ModeReplaying, nil)
		must(err)
		answers := []answer{}
		for _, asked := range recorded.Interactions {
			request, err := http.NewRequest(asked.Request.Method, asked.URL, strings.NewReader(asked.Request.Body))
			must(err)
			response, err := player.RoundTrip(request)
			must(err)
			body, err := io.ReadAll(response.Body)
			must(err)
			answers = append(answers, answer{asked.Method, asked.URL, asked.Request.Body, response.StatusCode, body})
		}
		must(out.Encode(answers))
	}
}
