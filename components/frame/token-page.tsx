'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { Alert, Bullseye, Button, Card, CardBody, CardTitle, Content, Form, FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startSession } from './data.ts';

/** Asks for the first-start token when the dashboard is not only on a loopback address. */
export function TokenPage() {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = () => {
    setBusy(true);
    startSession(token.trim())
      .then(() => client.invalidateQueries())
      .catch((reason: unknown) => setError(reason))
      .finally(() => setBusy(false));
  };
  return (
    <Bullseye className="eef-token-page">
      <Card>
        <CardTitle component="h1">EE Foundry</CardTitle>
        <CardBody>
          <Content component="p">This dashboard can be reached from other machines, so it asks for the first-start token.</Content>
          <Form onSubmit={(event) => { event.preventDefault(); submit(); }}>
            {error === null ? null : <Alert isInline variant="danger" title={errorSentence(error)} />}
            <FormGroup label="Token" fieldId="token" isRequired>
              <TextInput id="token" type="password" autoComplete="off" value={token} onChange={(_event, value) => setToken(value)} autoFocus />
              <FormHelperText>
                <HelperText>
                  <HelperTextItem>It is in the file tokens/first-start in the data directory of the server.</HelperTextItem>
                </HelperText>
              </FormHelperText>
            </FormGroup>
            <Button type="submit" isDisabled={token.trim() === '' || isBusy} isLoading={isBusy}>
              Open the dashboard
            </Button>
          </Form>
        </CardBody>
      </Card>
    </Bullseye>
  );
}
