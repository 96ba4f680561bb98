#!/usr/bin/env node
/* global require */
const { main } = require("../dist/cli.cjs");

void main("remove-binding", process.argv.slice(2));
