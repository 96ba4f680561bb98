#!/usr/bin/env node
import { main } from "../dist/cli.js";

await main("init-connector", process.argv.slice(2));
