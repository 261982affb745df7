import { randomUUID } from 'node:crypto';
import { randomSha, type TestPush } from './test-push.ts';

/**
 * Bodies of pushes as the providers send them, with names and people of our own: the fields of octokit/webhooks' examples, of GitLab's and
 * Atlassian's event pages and of Microsoft's service hook events.
 */
const NOBODY = '0'.repeat(40);
const PERSON = { name: 'Dev Eloper', email: 'dev@example.com' };
const WHEN = '2026-11-20T10:00:00Z';
const GITHUB = 'https://github.com/acme/orders';
const GITLAB = 'https://gitlab.example.com/acme/orders';
const BITBUCKET = 'https://api.bitbucket.org/2.0/repositories/acme/orders';
const AZURE = 'https://dev.azure.com/acme/_apis/git/repositories/4c722009-b4d6-4a2c-93d7-7498b722b014';

const refOf = ({ branch, isTag }: Pick<TestPush, 'branch' | 'isTag'>): string =>
  `refs/${isTag ? 'tags' : 'heads'}/${branch}`;

/** The pushed commits, oldest first, the new head at the end; at most `most`, the newest of them. */
function commitsOf({ after, commitCount = 1, isTag }: TestPush, most: number): string[] {
  if (after === null || isTag) return [];
  return [...Array.from({ length: commitCount - 1 }, randomSha), after].slice(-most);
}

export function githubPush(push: TestPush): object {
  const { before, after, isForced = false } = push;
  const login = { login: 'dev', id: 21_031_067, node_id: 'MDQ6VXNlcjIxMDMxMDY3', type: 'User', site_admin: false };
  const committer = { ...PERSON, username: 'dev', date: WHEN };
  const commit = (id: string) => ({
    ...{ id, tree_id: randomSha(), distinct: true, message: 'Change\n\nrefs/heads/main', timestamp: WHEN },
    ...{ url: `${GITHUB}/commit/${id}`, author: committer, committer },
    ...{ added: ['src/new.ts'], removed: [], modified: ['README.md'] },
  });
  const commits = commitsOf(push, 2_048).map(commit);
  return {
    ref: refOf(push),
    before: before ?? NOBODY,
    after: after ?? NOBODY,
    repository: {
      ...{ id: 35_129_377, node_id: 'MDEwOlJlcG9zaXRvcnkzNTEyOTM3Nw==', name: 'orders', full_name: 'acme/orders' },
      ...{ private: true, owner: { ...login, name: 'acme', login: 'acme', email: null, type: 'Organization' } },
      ...{ html_url: GITHUB, description: null, fork: false, url: GITHUB, git_url: 'git://github.com/acme/orders.git' },
      ...{ ssh_url: 'git@github.com:acme/orders.git', clone_url: `${GITHUB}.git`, created_at: 1_557_933_565 },
      ...{ updated_at: WHEN, pushed_at: 1_795_000_000 + Math.floor(Math.random() * 1e6), size: 52, language: 'Rust' },
      ...{ archived: false, disabled: false, topics: [], visibility: 'private', default_branch: 'main' },
      ...{ stargazers: 0, master_branch: 'main', organization: 'acme', custom_properties: {} },
    },
    pusher: { name: 'dev', email: 'dev@example.com' },
    organization: { login: 'acme', id: 6_412_220, url: 'https://api.github.com/orgs/acme' },
    sender: login,
    created: before === null,
    deleted: after === null,
    forced: isForced,
    base_ref: null,
    compare: `${GITHUB}/compare/${(before ?? NOBODY).slice(0, 12)}...${(after ?? NOBODY).slice(0, 12)}`,
    commits,
    head_commit: after === null ? null : (commits.at(-1) ?? commit(after)),
  };
}

export function gitlabPush(push: TestPush): object {
  const { before, after, isTag, commitCount = 1 } = push;
  const ssh = 'git@gitlab.example.com:acme/orders.git';
  const places = { git_ssh_url: ssh, git_http_url: `${GITLAB}.git`, visibility_level: 0 };
  return {
    object_kind: isTag ? 'tag_push' : 'push',
    event_name: isTag ? 'tag_push' : 'push',
    before: before ?? NOBODY,
    after: after ?? NOBODY,
    ref: refOf(push),
    ref_protected: true,
    checkout_sha: after,
    message: isTag ? 'A tag with a message' : null,
    ...{ user_id: 4, user_name: PERSON.name, user_username: 'dev', user_email: '', user_avatar: null, project_id: 15 },
    project: {
      ...{ id: 15, name: 'Orders', description: '', web_url: GITLAB, avatar_url: null, ...places, namespace: 'Acme' },
      ...{ path_with_namespace: 'acme/orders', default_branch: 'main', ci_config_path: null, homepage: GITLAB },
      ...{ url: ssh, ssh_url: ssh, http_url: `${GITLAB}.git` },
    },
    commits: commitsOf(push, 20).map((id) => ({
      ...{ id, message: 'Change\n', title: 'Change', timestamp: '2026-11-20T11:00:00+01:00', author: PERSON },
      ...{ url: `${GITLAB}/-/commit/${id}`, added: ['src/new.ts'], modified: ['README.md'], removed: [] },
    })),
    total_commits_count: after === null || isTag ? 0 : commitCount,
    push_options: {},
    repository: { name: 'Orders', url: ssh, description: '', homepage: GITLAB, ...places },
  };
}

export function bitbucketCloudPush(push: TestPush): object {
  const link = (path: string) => ({ href: `${BITBUCKET}${path}` });
  const commit = (hash: string) => ({
    ...{ type: 'commit', hash, date: '2026-11-20T10:00:00+00:00', message: 'Change\n', rendered: {}, properties: {} },
    author: { type: 'author', raw: `${PERSON.name} <${PERSON.email}>` },
    summary: { type: 'rendered', raw: 'Change\n', markup: 'markdown', html: '<p>Change</p>' },
    links: { self: link(`/commit/${hash}`), html: { href: `https://bitbucket.org/acme/orders/commits/${hash}` } },
    parents: [{ type: 'commit', hash: randomSha(), links: {} }],
  });
  const end = (hash: string | null, branch: string, isTag = false) =>
    hash && {
      ...{ name: branch, target: commit(hash), links: { self: link(`/refs/branches/${branch}`) } },
      ...(isTag
        ? { type: 'tag', message: null, tagger: null, date: null }
        : { type: 'branch', merge_strategies: ['merge_commit', 'squash'], default_merge_strategy: 'merge_commit' }),
    };
  const hashes = commitsOf(push, 5);
  const changes = [...(push.others ?? []), push].map(({ branch, before, after, isTag }) => ({
    ...{ old: end(before, branch, isTag), new: end(after, branch, isTag), truncated: (push.commitCount ?? 1) > 5 },
    ...{ created: before === null, forced: push.isForced ?? false, closed: after === null },
    ...{ links: { commits: link('/commits') }, ...(after !== null && { commits: hashes.map(commit).reverse() }) },
  }));
  const uuid = '{1fca0c23-1ed5-4b95-9914-6f587b3ae855}';
  return {
    push: { changes },
    repository: {
      ...{ type: 'repository', full_name: 'acme/orders', links: { self: link('') }, name: 'orders', scm: 'git' },
      ...{
        website: null,
        owner: { type: 'team', display_name: 'Acme', uuid, username: 'acme' },
        is_private: true,
        uuid,
      },
      ...{
        workspace: { type: 'workspace', uuid, name: 'Acme', slug: 'acme' },
        project: { type: 'project', key: 'ORD' },
      },
      parent: null,
    },
    actor: { type: 'user', display_name: PERSON.name, uuid, account_id: '641467307222b08f3e718585', nickname: 'dev' },
  };
}

export function bitbucketServerPush(push: TestPush): object {
  const self = (path: string) => ({ self: [{ href: `https://git.example.com${path}` }] });
  const kindOf = ({ before, after }: Pick<TestPush, 'before' | 'after'>) =>
    before === null ? 'ADD' : after === null ? 'DELETE' : 'UPDATE';
  const person = {
    name: 'dev',
    emailAddress: PERSON.email,
    active: true,
    displayName: PERSON.name,
    id: 101,
    slug: 'dev',
  };
  const commits = commitsOf(push, 5)
    .reverse()
    .map((id) => ({
      ...{ id, displayId: id.slice(0, 11), author: person, authorTimestamp: 1_795_000_000_000, committer: person },
      ...{ committerTimestamp: 1_795_000_000_000, message: 'Change', parents: [{ id: randomSha() }] },
    }));
  return {
    eventKey: 'repo:refs_changed',
    date: `2026-11-20T10:00:00+0${Math.floor(Math.random() * 9)}00`,
    actor: { ...person, type: 'NORMAL', links: self('/users/dev') },
    repository: {
      ...{
        slug: 'orders',
        id: 84,
        name: 'orders',
        hierarchyId: 'e3c939f9ef4a7fae272e',
        scmId: 'git',
        state: 'AVAILABLE',
      },
      ...{ statusMessage: 'Available', forkable: true, public: false, archived: false, links: self('/projects/ACME') },
      project: { key: 'ACME', id: 84, name: 'Acme', public: false, type: 'NORMAL', links: self('/projects/ACME') },
    },
    changes: [...(push.others ?? []), push].map((one) => ({
      ref: { id: refOf(one), displayId: one.branch, type: one.isTag ? 'TAG' : 'BRANCH' },
      refId: refOf(one),
      fromHash: one.before ?? NOBODY,
      toHash: one.after ?? NOBODY,
      type: kindOf(one),
    })),
    ...(commits.length > 0 && { commits, toCommit: commits[0] }),
  };
}

export function azurePush(push: TestPush): object {
  const said = (text: string) => ({ text, html: `<p>${text}</p>`, markdown: text });
  const by = { ...PERSON, date: WHEN };
  const project = {
    id: '0e651723-4265-4bee-9ef1-602e58c16ddc',
    name: 'orders',
    state: 'wellFormed',
    visibility: 'private',
  };
  const place = { id: '9548d1ba-c48b-4ec1-bba2-63eaef0d57a8', baseUrl: 'https://dev.azure.com/acme/' };
  return {
    subscriptionId: '7d35cf25-0a79-4a6c-9f4a-9d7b0b5d5b4e',
    notificationId: 3,
    id: randomUUID(),
    eventType: 'git.push',
    publisherId: 'tfs',
    message: said('Dev Eloper pushed updates to orders:main'),
    detailedMessage: said('Dev Eloper pushed a commit to orders:main'),
    resource: {
      commits: commitsOf(push, 25)
        .reverse()
        .map((commitId) => ({
          commitId,
          author: by,
          committer: by,
          comment: 'Change',
          url: `${AZURE}/commits/${commitId}`,
        })),
      refUpdates: [...(push.others ?? []), push].map((one) => ({
        ...{ repositoryId: '4c722009-b4d6-4a2c-93d7-7498b722b014', name: refOf(one) },
        ...{ oldObjectId: one.before ?? NOBODY, newObjectId: one.after ?? NOBODY },
      })),
      repository: {
        ...{ id: '4c722009-b4d6-4a2c-93d7-7498b722b014', name: 'orders', url: AZURE, project },
        ...{ defaultBranch: 'refs/heads/main', remoteUrl: 'https://dev.azure.com/acme/orders/_git/orders' },
      },
      pushedBy: { displayName: PERSON.name, id: randomUUID(), uniqueName: PERSON.email, descriptor: 'aad.ZTdh' },
      pushId: 14,
      date: new Date().toISOString(),
      url: `${AZURE}/pushes/14`,
      _links: { self: { href: `${AZURE}/pushes/14` }, commits: { href: `${AZURE}/pushes/14/commits` } },
    },
    resourceVersion: '1.0',
    resourceContainers: { collection: place, account: place, project: { ...place, id: project.id } },
    createdDate: new Date().toISOString(),
  };
}
