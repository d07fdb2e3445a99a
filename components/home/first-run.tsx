'use client';

import { Card, CardBody, CardHeader, CardTitle, Gallery } from '@patternfly/react-core';
import { CubesIcon, PencilAltIcon, UploadIcon } from '@patternfly/react-icons';
import { useRouter } from 'next/navigation';

const WAYS = [
  { id: 'template', icon: CubesIcon, title: 'Start from ee_aws', text: 'boto3, botocore and amazon.aws on the starter base image. Builds without any account.', href: '/definitions/new?from=template&of=ee_aws' },
  { id: 'upload', icon: UploadIcon, title: 'Import a file', text: 'Bring an execution-environment.yml with the files beside it.', href: '/definitions/new?from=upload' },
  { id: 'blank', icon: PencilAltIcon, title: 'Blank', text: 'A base image and nothing else; the form leads through the rest.', href: '/definitions/new?from=blank' },
] as const;

export function FirstRun() {
  const router = useRouter();
  return (
    <Gallery hasGutter minWidths={{ default: '100%', md: '16rem' }} aria-label="Make the first definition">
      {WAYS.map(({ id, icon: Icon, title, text, href }) => (
        <Card key={id} isClickable isFullHeight>
          <CardHeader selectableActions={{ onClickAction: () => router.push(href), selectableActionId: `way-${id}`, selectableActionAriaLabelledby: `way-${id}-title` }}>
            <Icon className="eef-way-icon" />
          </CardHeader>
          <CardTitle component="h2" id={`way-${id}-title`}>{title}</CardTitle>
          <CardBody>{text}</CardBody>
        </Card>
      ))}
    </Gallery>
  );
}
