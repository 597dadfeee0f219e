// Requests as JSON on standard input -> cassettes of go-vcr: format 1 by the recorder itself, and format 2 as go-vcr 3
// lays it out, emitted by the YAML library that it uses.
//
// Debian has go-vcr 1.2.0 and yaml.v3 (golang-github-dnaeon-go-vcr-dev, golang-gopkg-yaml.v3-dev), so format 2 is made
// of what format 1 recorded: the structs below are those of go-vcr 3's pkg/cassette, field by field.
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dnaeon/go-vcr/cassette"
	"github.com/dnaeon/go-vcr/recorder"
	"gopkg.in/yaml.v3"
)

type asked struct {
	Method, URL, Body string
	Headers           map[string]string
}

type request struct {
	Proto            string      `yaml:"proto"`
	ProtoMajor       int         `yaml:"proto_major"`
	ProtoMinor       int         `yaml:"proto_minor"`
	ContentLength    int64       `yaml:"content_length"`
	TransferEncoding []string    `yaml:"transfer_encoding"`
	Trailer          http.Header `yaml:"trailer"`
	Host             string      `yaml:"host"`
	RemoteAddr       string      `yaml:"remote_addr"`
	RequestURI       string      `yaml:"request_uri"`
	Body             string      `yaml:"body"`
	Form             url.Values  `yaml:"form"`
	Headers          http.Header `yaml:"headers"`
	URL              string      `yaml:"url"`
	Method           string      `yaml:"method"`
}

type response struct {
	Proto            string        `yaml:"proto"`
	ProtoMajor       int           `yaml:"proto_major"`
	ProtoMinor       int           `yaml:"proto_minor"`
	TransferEncoding []string      `yaml:"transfer_encoding"`
	Trailer          http.Header   `yaml:"trailer"`
	ContentLength    int64         `yaml:"content_length"`
	Uncompressed     bool          `yaml:"uncompressed"`
	Body             string        `yaml:"body"`
	Headers          http.Header   `yaml:"headers"`
	Status           string        `yaml:"status"`
	Code             int           `yaml:"code"`
	Duration         time.Duration `yaml:"duration"`
}

type interaction struct {
	ID       int      `yaml:"id"`
	Request  request  `yaml:"request"`
	Response response `yaml:"response"`
}

type format2 struct {
	Version      int           `yaml:"version"`
	Interactions []interaction `yaml:"interactions"`
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// record asks for everything in turn and keeps it in folder/go-vcr-1/name.yaml.
func record(path string, requests []asked) {
	r, err := recorder.NewAsMode(path, recorder.ModeRecording, nil)
	must(err)
	client := &http.Client{Transport: r, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	for _, a := range requests {
		q, err := http.NewRequest(a.Method, a.URL, strings.NewReader(a.Body))
		must(err)
		for name, value := range a.Headers {
			q.Header.Set(name, value)
		}
		answer, err := client.Do(q)
		must(err)
		_, err = io.Copy(io.Discard, answer.Body)
		must(err)
	}
	must(r.Stop())
}

// convert lays a format 1 cassette out as format 2; durations are made up, a tenth of a second more each time.
func convert(from, to string) {
	recorded, err := cassette.Load(from)
	must(err)
	made := format2{Version: 2}
	for id, i := range recorded.Interactions {
		at, err := url.Parse(i.Request.URL)
		must(err)
		q := request{
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(i.Request.Body)), Host: at.Host,
			Body: i.Request.Body, Form: i.Request.Form, Headers: i.Request.Headers, URL: i.Request.URL,
			Method: i.Request.Method,
		}
		a := response{
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(i.Response.Body)),
			Body: i.Response.Body, Headers: i.Response.Headers, Status: i.Response.Status, Code: i.Response.Code,
			Duration: time.Duration(id+1) * 100 * time.Millisecond,
		}
		if i.Response.Headers.Get("Content-Length") == "" {
			a.ContentLength, a.TransferEncoding = -1, []string{"chunked"}
		}
		made.Interactions = append(made.Interactions, interaction{id, q, a})
	}
	out := bytes.NewBufferString("---\n")
	must(yaml.NewEncoder(out).Encode(made))
	must(os.WriteFile(to, out.Bytes(), 0o644))
}

func main() {
	folder := os.Args[1]
	var all map[string][]asked
	must(json.NewDecoder(os.Stdin).Decode(&all))
	for name, requests := range all {
		path := filepath.Join(folder, "go-vcr-1", name)
		record(path, requests)
		convert(path, filepath.Join(folder, "go-vcr-2", name+".yaml"))
	}
}
