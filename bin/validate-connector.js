#!/usr/bin/env node
import { main } from "../dist/cli.js";

await main("validate-connector", process.argv.slice(2));
