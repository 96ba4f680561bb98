#!/usr/bin/env node
/* global require */
const { run } = require("../dist/cli.cjs");

void run("validate-connector", process.argv.slice(2));
