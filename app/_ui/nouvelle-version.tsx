'use client';

import { Button, Group, Paper, Text } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { attenteTotale } from '../_data/attente-totale';
import { suivreAttentes } from '../_data/stockage';
import { pluriel } from './formats';

/**
 * Registers the service worker. A new version waits and says so: nothing reloads by itself, for someone may be typing. Nor does it
 * take over what the version that typed it has not sent yet.
 */
export const NouvelleVersion = () => {
  const [attente, setAttente] = useState<ServiceWorker>();
  const aEnvoyer = useSyncExternalStore(suivreAttentes, attenteTotale, () => 0);

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
        <Text size="sm">
          {aEnvoyer > 0
            ? `Une nouvelle version est prête. ${pluriel(aEnvoyer, 'saisie part', 'saisies partent')} d’abord : elle attend.`
            : 'Une nouvelle version est prête. Terminez ce que vous tapez, puis rechargez.'}
        </Text>
        <Button
          size="xs"
          disabled={aEnvoyer > 0}
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
