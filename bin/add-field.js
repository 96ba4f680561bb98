#!/usr/bin/env node
/* global require */
const { run } = require("../dist/cli.cjs");

void run("add-field", process.argv.slice(2));
