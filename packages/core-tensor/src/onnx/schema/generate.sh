#!/usr/bin/env bash
# Regenerates ../generated/onnx_pb.ts from onnx.proto. Needs protoc (Debian: protobuf-compiler) and npm; the plugin goes
# into a scratch folder, because nobody who builds Diopter needs it.
set -euo pipefail
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
npm install --prefix "$scratch" --no-audit --no-fund --silent @bufbuild/protoc-gen-es@2.17.0
protoc --proto_path=. --plugin="$scratch/node_modules/.bin/protoc-gen-es" \
  --es_out=../generated --es_opt=target=ts,import_extension=js onnx.proto
