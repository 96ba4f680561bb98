#!/usr/bin/env node
/* global require */
const { main } = require("../dist/cli.cjs");

void main("add-auth", process.argv.slice(2));
