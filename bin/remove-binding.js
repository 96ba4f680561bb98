#!/usr/bin/env node
/* global require */
const { run } = require("../dist/cli.cjs");

void run("remove-binding", process.argv.slice(2));
