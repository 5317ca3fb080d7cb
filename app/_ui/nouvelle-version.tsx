'use client';

import { Button, Group, Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

/**
 * Registers the service worker. A new version waits and says so: nothing reloads by itself, for someone may be typing.
 */
export const NouvelleVersion = () => {
  const [attente, setAttente] = useState<ServiceWorker>();

  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    let demandee = false;
    const suivre = (r: ServiceWorkerRegistration): void => {
      const proposer = (): void => {
        if (r.waiting && navigator.serviceWorker.controller) setAttente(r.waiting);
      };
      proposer();
      r.addEventListener('updatefound', () => r.installing?.addEventListener('statechange', proposer));
    };
    const changer = (): void => {
      if (demandee) location.reload();
    };
    const demander = (): void => {
      demandee = true;
    };
    addEventListener('tg-nouvelle-version', demander);
    navigator.serviceWorker.addEventListener('controllerchange', changer);
    navigator.serviceWorker.register('/sw.js').then(suivre, () => undefined);
    return () => {
      removeEventListener('tg-nouvelle-version', demander);
      navigator.serviceWorker.removeEventListener('controllerchange', changer);
    };
  }, []);

  if (!attente) return null;
  return (
    <Paper className="nouvelle-version" shadow="md" p="sm" withBorder role="status">
      <Group gap="sm" wrap="nowrap">
        <Text size="sm">Une nouvelle version est prête. Terminez ce que vous tapez, puis rechargez.</Text>
        <Button
          size="xs"
          onClick={() => {
            dispatchEvent(new Event('tg-nouvelle-version'));
            attente.postMessage({ type: 'SKIP_WAITING' });
          }}
        >
          Recharger
        </Button>
        <Button size="xs" variant="default" onClick={() => setAttente(undefined)}>
          Plus tard
        </Button>
      </Group>
    </Paper>
  );
};
