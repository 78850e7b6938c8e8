// The official Node SDK, unmodified, on the practice platform. test_node.py runs this and reports each test by its name.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { HTTPFetchError, LineBotClient, insight, manageAudience, messagingApi, validateSignature } from '@line/bot-sdk';
import { act, channelAccessToken, channelSecret, groupIdOf, idOf, lab, later, origin, startBot, texts } from './lab.mjs';

const config = { baseURL: origin, channelAccessToken };
const client = new messagingApi.MessagingApiClient(config);
const blobs = new messagingApi.MessagingApiBlobClient(config);
const audiences = new manageAudience.ManageAudienceClient(config);
const statistics = new insight.InsightClient(config);

const text = (words) => ({ type: 'text', text: words });
const hello = [text('你好')];
const nobody = `U${'0'.repeat(32)}`;
const yesterday = '20261101';

/** The error of a call that LINE refuses. */
async function refusal(call) {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof HTTPFetchError, error);
    return { status: error.status, headers: error.headers, ...JSON.parse(error.body) };
  }
  return assert.fail('nothing was refused');
}

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

beforeEach(() => lab('reset', {}));

// The five sends

test('reply', async () => {
  const { replyToken } = await act('Mei', 'message', { text: 'hi' });
  const { sentMessages } = await client.replyMessage({ replyToken, messages: hello });
  assert.match(sentMessages[0].id, /^\d{18}$/);
  assert.deepEqual(await texts('Mei'), ['hi', '你好']);
});

test('push', async () => {
  const { sentMessages } = await client.pushMessage({ to: await idOf('Mei'), messages: [text('1'), text('2')] });
  assert.equal(sentMessages.length, 2);
  assert.deepEqual(await texts('Mei'), ['1', '2']);
});

test('push to a group', async () => {
  await client.pushMessage({ to: await groupIdOf('同學會'), messages: hello });
  assert.deepEqual(await texts('Kai'), ['你好']);
});

test('every valid message of the corpus', async () => {
  const to = await idOf('Mei');
  const corpus = JSON.parse(await readFile(process.env.CORPUS, 'utf8'));
  assert.ok(corpus.length >= 60);
  for (const { name, message } of corpus) {
    await client.validatePush({ messages: [message] }).catch((error) => assert.fail(`${name}: ${error.body}`));
    const { sentMessages } = await client.pushMessage({ to, messages: [message] });
    assert.equal(sentMessages.length, 1, name);
  }
});

test('multicast', async () => {
  const to = [await idOf('Mei'), await idOf('Kai')];
  assert.deepEqual(await client.multicast({ to, messages: hello, notificationDisabled: true }), {});
  assert.deepEqual([await texts('Mei'), await texts('Kai'), await texts('Ming')], [['你好'], ['你好'], []]);
});

test('narrowcast', async () => {
  const body = {
    messages: hello,
    filter: { demographic: { type: 'operator', not: { type: 'gender', oneOf: ['male'] } } },
    limit: { max: 500, upToRemainingQuota: true },
  };
  const { httpResponse } = await client.narrowcastWithHttpInfo(body);
  assert.equal(httpResponse.status, 202);
  const requestId = httpResponse.headers.get('x-line-request-id');
  assert.equal((await client.getNarrowcastProgress(requestId)).phase, 'waiting');
  await later();
  const { phase, successCount } = await client.getNarrowcastProgress(requestId);
  assert.equal(phase, 'succeeded');
  assert.equal((await client.getMessageQuotaConsumption()).totalUsage, successCount);
  assert.ok(successCount >= 50);
});

test('broadcast', async () => {
  assert.deepEqual(await client.broadcast({ messages: hello }), {});
  assert.deepEqual([await texts('Mei'), await texts('Ting'), await texts('Hong')], [['你好'], [], []]);
});

test('the client that holds all clients', async () => {
  const all = LineBotClient.fromChannelAccessToken({ channelAccessToken, apiBaseURL: origin, dataApiBaseURL: origin });
  await all.pushMessage({ to: await idOf('Mei'), messages: hello });
  assert.deepEqual(await texts('Mei'), ['你好']);
});

test('validate, for each of the five', async () => {
  const kinds = ['Reply', 'Push', 'Multicast', 'Narrowcast', 'Broadcast'];
  for (const kind of kinds) await client[`validate${kind}`]({ messages: hello });
  for (const kind of kinds) {
    const { status, details } = await refusal(client[`validate${kind}`]({ messages: [text('x'.repeat(5001))] }));
    assert.equal(status, 400);
    assert.deepEqual(details, [{ message: 'Length must be between 0 and 5000', property: 'messages[0].text' }]);
  }
  assert.deepEqual(await texts('Mei'), []);
});

// Retry keys

test('the same retry key again is 409 and names the accepted request', async () => {
  const body = { to: await idOf('Mei'), messages: hello };
  const key = randomUUID();
  const first = await client.pushMessageWithHttpInfo(body, key);
  const again = await refusal(client.pushMessage(body, key));
  assert.equal(again.status, 409);
  assert.equal(again.message, 'The retry key is already accepted');
  const accepted = again.headers.get('x-line-accepted-request-id');
  assert.equal(accepted, first.httpResponse.headers.get('x-line-request-id'));
  assert.deepEqual(again.sentMessages, first.body.sentMessages);
  assert.deepEqual(await texts('Mei'), ['你好']);
});

test('the key saves from sending twice when the answer is lost', async () => {
  const key = randomUUID();
  await lab('faults', { kind: '500', when: 'before' });
  assert.equal((await refusal(client.broadcast({ messages: hello }, key))).status, 500);
  assert.deepEqual(await texts('Mei'), []);
  await lab('faults', { kind: 'timeout', when: 'after' });
  await assert.rejects(client.broadcast({ messages: hello }, key), TypeError);
  assert.equal((await refusal(client.broadcast({ messages: hello }, key))).status, 409);
  assert.deepEqual(await texts('Mei'), ['你好']);
});

test('a multicast and a narrowcast take a key, too', async () => {
  const key = randomUUID();
  const body = { to: [await idOf('Mei')], messages: hello };
  await client.multicast(body, key);
  assert.equal((await refusal(client.multicast(body, key))).status, 409);
  const other = randomUUID();
  await client.narrowcast({ messages: hello }, other);
  assert.equal((await refusal(client.narrowcast({ messages: hello }, other))).status, 409);
});

// Errors

test('a used reply token', async () => {
  const { replyToken } = await act('Mei', 'sticker');
  await client.replyMessage({ replyToken, messages: hello });
  const { status, message } = await refusal(client.replyMessage({ replyToken, messages: hello }));
  assert.deepEqual([status, message], [400, 'Invalid reply token']);
});

test('what this SDK does not check itself', async () => {
  const { status, message, details, headers } = await refusal(client.pushMessage({ to: nobody, messages: [] }));
  assert.deepEqual([status, message], [400, 'The request body has 1 error(s)']);
  assert.deepEqual(details, [{ message: 'Size must be between 1 and 5', property: 'messages' }]);
  assert.match(headers.get('x-line-request-id'), /^[0-9a-f-]{36}$/);
});

test('an id of nobody', async () => {
  assert.equal((await refusal(client.pushMessage({ to: nobody, messages: hello }))).message, 'Failed to send messages');
});

test('another token', async () => {
  const stranger = new messagingApi.MessagingApiClient({ ...config, channelAccessToken: 'other' });
  assert.equal((await refusal(stranger.getBotInfo())).status, 401);
});

test('the month is used up', async () => {
  await lab('quota', { limit: 1, used: 1 });
  const { status, message } = await refusal(client.pushMessage({ to: await idOf('Mei'), messages: hello }));
  assert.deepEqual([status, message], [429, 'You have reached your monthly limit.']);
});

test('what is not simulated says so', async () => {
  const { status, message } = await refusal(client.getRichMenuList());
  assert.equal(status, 501);
  assert.match(message, /not simulate/);
});

// Webhooks

test('the signature is over the raw bytes', async () => {
  const bot = await startBot(() => {});
  try {
    await act('Mei', 'message', { text: '你好 "\\" 😀' });
    await lab('webhook?wait=30');
  } finally {
    await bot.end();
  }
  const [body, signature] = [bot.seen.bodies[0], bot.seen.signatures[0]];
  assert.ok(validateSignature(body, channelSecret, signature));
  assert.ok(!validateSignature(body, `${channelSecret}x`, signature));
  assert.ok(!validateSignature(Buffer.concat([body, Buffer.from(' ')]), channelSecret, signature));
});

test('a bot with the middleware echoes', async () => {
  const bot = await startBot(({ replyToken, message }) => client.replyMessage({ replyToken, messages: [text(message.text)] }));
  try {
    await act('Mei', 'message', { text: '早安' });
    assert.deepEqual(await texts('Mei'), ['早安', '早安']);
    assert.deepEqual(bot.seen.refused, []);
  } finally {
    await bot.end();
  }
});

test('the address of the webhook', async () => {
  assert.equal((await refusal(client.getWebhookEndpoint())).status, 404);
  await client.setWebhookEndpoint({ endpoint: 'https://localhost:1/callback' });
  assert.deepEqual(await client.getWebhookEndpoint(), { endpoint: 'https://localhost:1/callback', active: true });
  assert.equal((await client.testWebhookEndpoint({})).reason, 'COULD_NOT_CONNECT');
});

// People and what they send

test('the picture that somebody sends', async () => {
  const { message } = await act('Mei', 'image');
  const whole = await bytesOf(await blobs.getMessageContent(message.id));
  const small = await bytesOf(await blobs.getMessageContentPreview(message.id));
  assert.ok(isPicture(whole) && isPicture(small));
  assert.ok(small.length < whole.length);
});

const isPicture = (bytes) => ['89504e47', 'ffd8ff'].some((magic) => bytes.toString('hex').startsWith(magic));

test('the video that somebody sends', async () => {
  const { message } = await act('Mei', 'video', { duration: 3000 });
  const { status } = await blobs.getMessageContentTranscodingByMessageId(message.id);
  assert.equal(status, 'succeeded');
  assert.ok((await bytesOf(await blobs.getMessageContent(message.id))).length > 0);
});

test('content that is not there', async () => {
  const { status, message } = await refusal(blobs.getMessageContent('1'));
  assert.deepEqual([status, message], [404, 'not found']);
});

test('a profile', async () => {
  const userId = await idOf('Mei');
  const profile = await client.getProfile(userId);
  assert.equal(profile.userId, userId);
  assert.ok(profile.displayName);
  assert.equal((await refusal(client.getProfile(await idOf('Ting')))).status, 404);
});

test('the bot itself', async () => {
  const info = await client.getBotInfo();
  assert.match(info.userId, /^U[0-9a-f]{32}$/);
  assert.match(info.basicId, /^@/);
});

test('a page of followers, and the next', async () => {
  const first = await client.getFollowers(undefined, 400);
  const second = await client.getFollowers(first.next, 400);
  assert.equal(new Set([...first.userIds, ...second.userIds]).size, 800);
});

test('a group, until the bot leaves it', async () => {
  const [group, mei] = [await groupIdOf('同學會'), await idOf('Mei')];
  assert.equal((await client.getGroupSummary(group)).groupName, '同學會');
  assert.equal((await client.getGroupMemberCount(group)).count, 3);
  assert.ok((await client.getGroupMembersIds(group)).memberIds.includes(mei));
  assert.equal((await client.getGroupMemberProfile(group, mei)).userId, mei);
  await client.leaveGroup(group); // a POST that carries no body
  assert.equal((await refusal(client.getGroupSummary(group))).status, 404);
});

test('the loading indicator, the read mark, the link token', async () => {
  const { message } = await act('Mei', 'message', { text: 'hi' });
  const { httpResponse } = await client.showLoadingAnimationWithHttpInfo({ chatId: await idOf('Mei'), loadingSeconds: 5 });
  assert.equal(httpResponse.status, 202);
  await client.markMessagesAsReadByToken({ markAsReadToken: message.markAsReadToken });
  assert.ok((await client.issueLinkToken(await idOf('Mei'))).linkToken);
});

// Counting

test('quota and what is used of it', async () => {
  await client.pushMessage({ to: await idOf('Mei'), messages: hello });
  assert.deepEqual(await client.getMessageQuota(), { type: 'limited', value: 6000 });
  assert.deepEqual(await client.getMessageQuotaConsumption(), { totalUsage: 1 });
});

test('how many were sent on a day', async () => {
  await client.pushMessage({ to: await idOf('Mei'), messages: hello });
  assert.deepEqual(await client.getNumberOfSentPushMessages('20261102'), { status: 'unready' });
  await lab('clock', { days: 2 });
  assert.deepEqual(await client.getNumberOfSentPushMessages('20261102'), { status: 'ready', success: 1 });
});

test('units of aggregation', async () => {
  await client.pushMessage({ to: await idOf('Mei'), messages: hello, customAggregationUnits: ['autumn'] });
  assert.deepEqual(await client.getAggregationUnitUsage(), { numOfCustomAggregationUnits: 1 });
  assert.deepEqual((await client.getAggregationUnitNameList('10')).customAggregationUnits, ['autumn']);
});

test('insight', async () => {
  assert.equal((await statistics.getNumberOfMessageDeliveries(yesterday)).status, 'ready');
  const { status, followers, blocks } = await statistics.getNumberOfFollowers(yesterday);
  assert.deepEqual([status, followers > 1000, blocks >= 1], ['ready', true, true]);
  const { available, genders } = await statistics.getFriendsDemographics();
  assert.deepEqual([available, genders.length], [true, 3]);
});

test('an audience, from its making to its end', async () => {
  const made = await audiences.createAudienceGroup({ description: 'regulars', audiences: [{ id: await idOf('Mei') }] });
  const id = made.audienceGroupId;
  await audiences.addAudienceToAudienceGroup({ audienceGroupId: id, audiences: [{ id: await idOf('Kai') }] });
  await later();
  await audiences.updateAudienceGroupDescription(id, { description: 'old friends' });
  const { audienceGroup } = await audiences.getAudienceData(id);
  assert.deepEqual([audienceGroup.description, audienceGroup.status], ['old friends', 'READY']);
  const { audienceGroups } = await audiences.getAudienceGroups(1, 'old');
  assert.deepEqual(audienceGroups.map((group) => group.audienceGroupId), [id]);
  await client.narrowcast({ messages: hello, recipient: { type: 'audience', audienceGroupId: id } });
  await later();
  assert.deepEqual([await texts('Mei'), await texts('Kai'), await texts('Ming')], [['你好'], ['你好'], []]);
  await audiences.deleteAudienceGroup(id);
  assert.equal((await refusal(audiences.getAudienceData(id))).status, 400);
});
