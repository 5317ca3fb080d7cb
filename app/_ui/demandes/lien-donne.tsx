import { Alert, Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

/** A link that is shown once, to be copied. */
export const LienDonne = ({ lien, testId, children }: { lien: string; testId: string; children: ReactNode }) => {
  const [copie, setCopie] = useState(false);
  return (
    <Alert color="green" variant="light" p="sm" role="status">
      <Text size="sm">{children}</Text>
      <p className="code" data-testid={testId}>
        {lien}
      </p>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => void navigator.clipboard.writeText(lien).then(() => setCopie(true))}
      >
        {copie ? 'Lien copié' : 'Copier le lien'}
      </Button>
    </Alert>
  );
};

type Gestes = {
  probleme: string | undefined;
  enCours: boolean;
  mots: { donner: string; retirer: string };
  donner: () => Promise<void>;
  /** Where there is one to take back. */
  retirer: (() => Promise<void>) | undefined;
};

/** Gives a link, or another in its place, and takes it back; why that was refused. */
export const GestesDuLien = ({ probleme, enCours, mots, donner, retirer }: Gestes) => (
  <>
    {probleme ? (
      <Alert color="red" variant="light" p="xs" role="alert">
        {probleme}
      </Alert>
    ) : null}
    <Group gap="xs">
      <Button size="xs" variant="default" loading={enCours} onClick={() => void donner()}>
        {mots.donner}
      </Button>
      {retirer ? (
        <Button size="xs" variant="default" onClick={() => void retirer()}>
          {mots.retirer}
        </Button>
      ) : null}
    </Group>
  </>
);
