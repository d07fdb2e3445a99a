import { matchingTemplates, tagsOf } from '#components/templates/template-filter.ts';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { describe, expect, it } from 'vitest';

function template(id: string, part: Partial<TemplateSummary> = {}): TemplateSummary {
  return { id, origin: 'product', title: id, description: '', tags: [], contains: [], createdBy: null, createdAt: null, ...part };
}

const ALL = [template('ee_aws', { tags: ['cloud', 'aws'], contains: ['amazon.aws', 'boto3'] }), template('ee_azure', { title: 'Azure', tags: ['cloud'], description: 'Manage Microsoft Azure.' }), template('blank')];

describe('matchingTemplates', () => {
  it.each([
    ['', '', ['ee_aws', 'ee_azure', 'blank']],
    ['BOTO', '', ['ee_aws']],
    ['manage azure', '', ['ee_azure']],
    ['manage boto', '', []],
    ['', 'cloud', ['ee_aws', 'ee_azure']],
    ['amazon', 'cloud', ['ee_aws']],
  ])('finds %j with the tag %j', (q, tag, ids) => {
    expect(matchingTemplates(ALL, { q, tag }).map(({ id }) => id)).toEqual(ids);
  });
});

describe('tagsOf', () => {
  it('names each tag once, the frequent ones first', () => {
    expect(tagsOf(ALL)).toEqual(['cloud', 'aws']);
  });
});
