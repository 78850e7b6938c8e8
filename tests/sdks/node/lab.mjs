// The running platform, told about by the environment: its control interface, and a bot that takes its webhooks.

import http from 'node:http';
import { middleware } from '@line/bot-sdk';

export const origin = process.env.LINE_API_BASE;
export const channelAccessToken = process.env.LINE_CHANNEL_ACCESS_TOKEN;
export const channelSecret = process.env.LINE_CHANNEL_SECRET;

/** Ask /_lab/: GET, or POST when there is a body. */
export async function lab(path, body) {
  const options = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const answer = await fetch(`${origin}/_lab/${path}`, options);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

/** Somebody does something: resolves to the event the bot is told. */
export async function act(who, what, more = {}) {
  const { events } = await lab(`people/${who}/acts`, { act: what, ...more });
  return events[0];
}

export const idOf = async (who) => (await lab(`people/${who}`)).userId;
export const groupIdOf = async (title) => (await lab(`groups/${encodeURIComponent(title)}`)).id;

/** The texts on somebody's phone, once the bot has taken every webhook. */
export async function texts(who) {
  await lab('webhook?wait=30');
  const { chats } = await lab(`people/${who}/phone`);
  return chats.flatMap((chat) => chat.bubbles.map((bubble) => bubble.message.text));
}

/** Narrowcasts and audiences go on as the clock moves. */
export const later = () => lab('clock', { minutes: 5 });

/**
 * A bot as the SDK's documents have it: its middleware checks the signature. `answer` gets each event.
 * Resolves to what it has seen, and the function that ends it.
 */
export async function startBot(answer) {
  const seen = { bodies: [], signatures: [], refused: [] };
  const check = middleware({ channelSecret });
  const server = http.createServer((request, response) => {
    const raw = [];
    request.on('data', (chunk) => raw.push(chunk));
    request.on('end', () => {
      seen.bodies.push(Buffer.concat(raw));
      seen.signatures.push(request.headers['x-line-signature']);
    });
    check(request, response, async (error) => {
      if (error) seen.refused.push(error);
      else for (const event of request.body.events) await answer(event);
      response.writeHead(error ? 401 : 200).end();
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  await lab('webhook', { url: `http://127.0.0.1:${server.address().port}/callback` });
  const end = async () => {
    await lab('webhook', { url: '' });
    server.closeAllConnections();
    server.close();
  };
  return { seen, end };
}
