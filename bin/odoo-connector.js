#!/usr/bin/env node
import { main } from "../dist/cli.js";

await main("odoo-connector", process.argv.slice(2));
