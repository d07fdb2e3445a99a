import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeAwsTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_aws',
    title: 'ee_aws',
    description: 'Manage AWS: the collection amazon.aws with boto3 and botocore.',
    tags: ['cloud', 'aws'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  # The SDK that every module of amazon.aws uses. Pin it (boto3==1.40.0) to get the same image next year.
  python:
    - botocore
    - boto3
  galaxy:
    collections:
      - amazon.aws
${optionsBlock(parameters)}`,
    files: {},
  };
}
