#!/usr/bin/env node
/* global require */
const { main } = require("../dist/cli.cjs");

void main("add-webhook", process.argv.slice(2));
