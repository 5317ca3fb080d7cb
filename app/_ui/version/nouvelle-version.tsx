'use client';

import { Button, Group, Paper, Text } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { suivreAttentes } from '../../_donnees/base/stockage';
import { versionDepassee } from '../../_donnees/base/version';
import { attenteTotale } from '../../_donnees/poste/attente-totale';
import { type Controle, suivreControle } from './suivre-controle';

/** A page may stay open for days, and the browser looks for a new version only when one is opened. */
const CHAQUE_HEURE = 3_600_000;

const phrase = (aEnvoyer: number, depassee: boolean): string => {
  if (depassee)
    return 'Cette page est d’une autre version que le serveur : rechargez-la. Ce que vous avez saisi est gardé et partira ensuite.';
  if (aEnvoyer > 0)
    return `Une nouvelle version est prête. ${pluriel(aEnvoyer, 'saisie part', 'saisies partent')} d’abord : elle attend.`;
  return 'Une nouvelle version est prête. Terminez ce que vous tapez, dans tous les onglets, puis rechargez.';
};

/**
 * Registers the service worker. A new version waits and says so: nothing reloads by itself, for someone may be typing. Nor does it
 * take over what the version that typed it has not sent yet, unless the server speaks to the new one only.
 */
export const NouvelleVersion = () => {
  const [attente, setAttente] = useState<ServiceWorker>();
  const [plusTard, setPlusTard] = useState(false);
  const controle = useRef<Controle>(undefined);
  const aEnvoyer = useSyncExternalStore(suivreAttentes, attenteTotale, () => 0);
  const depassee = useSyncExternalStore(versionDepassee.abonner, versionDepassee.lire, () => false);

  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    // An aide's telephone, or a borrowed one: nothing is kept there.
    if (location.pathname.startsWith('/mes-heures')) return;
    let registre: ServiceWorkerRegistration | undefined;
    const chercher = (): void => void registre?.update().catch(() => undefined);
    const suivre = (r: ServiceWorkerRegistration): void => {
      registre = r;
      const proposer = (): void => {
        if (!r.waiting || !navigator.serviceWorker.controller) return;
        setAttente(r.waiting);
        setPlusTard(false);
      };
      const attendre = (): void => r.installing?.addEventListener('statechange', proposer);
      proposer();
      // The browser may have begun before this page looked.
      attendre();
      r.addEventListener('updatefound', attendre);
    };
    controle.current = suivreControle(navigator.serviceWorker, () => location.reload());
    navigator.serviceWorker.register('/sw.js').then(suivre, () => undefined);
    const minuterie = setInterval(chercher, CHAQUE_HEURE);
    const cesser = versionDepassee.abonner(chercher);
    return () => {
      controle.current?.cesser();
      clearInterval(minuterie);
      cesser();
    };
  }, []);

  const recharger = useCallback(() => {
    if (!attente) return location.reload();
    controle.current?.demander();
    attente.postMessage({ type: 'SKIP_WAITING' });
  }, [attente]);

  if (!depassee && (!attente || plusTard)) return null;
  return (
    <Paper className="nouvelle-version" shadow="md" p="sm" withBorder role="status">
      <Group gap="sm" wrap="nowrap">
        <Text size="sm">{phrase(aEnvoyer, depassee)}</Text>
        <Button size="xs" disabled={aEnvoyer > 0 && !depassee} onClick={recharger}>
          Recharger
        </Button>
        {depassee ? null : (
          <Button size="xs" variant="default" onClick={() => setPlusTard(true)}>
            Plus tard
          </Button>
        )}
      </Group>
    </Paper>
  );
};
