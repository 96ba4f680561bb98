#!/usr/bin/env node
/* global require */
const { main } = require("../dist/cli.cjs");

void main("odoo-connector", process.argv.slice(2));
