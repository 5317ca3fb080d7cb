'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Session } from '#shared/contrats/acces/compte';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { pluriel } from '#shared/mots/nombres';
import { GARDE_MS } from '../../../_donnees/depot/brouillons';
import { laisserPerdre } from '../../../_donnees/poste/antennes-retirees';
import type { Retrait } from '../../../_donnees/poste/retraits';
import { Fenetre } from '../../../_ui/fenetre';
import { exporterSaisies } from './dernier-recours';
import { phraseRetrait } from './phrase-retrait';
import './antenne-retiree.css';

/** What is still on this PC of it: « 3 saisies et 1 saisie commencée ». */
const ceQuiReste = ({ saisies, brouillons }: Retrait): string =>
  [
    ...(saisies.length > 0 ? [pluriel(saisies.length, 'saisie')] : []),
    ...(brouillons > 0 ? [pluriel(brouillons, 'saisie commencée', 'saisies commencées')] : []),
  ].join(' et ');

const PAS_EFFACE =
  'Le navigateur n’a pas laissé effacer la copie de ces saisies. Fermez les autres onglets de l’extranet, puis réessayez ; sinon, rouvrez cette page plus tard : elle le demandera de nouveau.';

type ProprietesEffacement = { r: Retrait; resteCopie: boolean; effacer: () => Promise<void>; fermer: () => void };

const Effacement = ({ r, resteCopie, effacer, fermer }: ProprietesEffacement) => {
  const [enCours, setEnCours] = useState(false);
  const reste = ceQuiReste(r);
  return (
    <Fenetre
      onClose={fermer}
      title={`Antenne ${libelleAntenne(r.antenne)} : effacer ce qui n’a pas été envoyé`}
      centered
    >
      <Stack gap="md">
        <Text size="sm">
          {reste} : rien ne l’enverra plus d’ici.{' '}
          {r.saisies.length > 0
            ? 'Sans le fichier, ce que vous aviez saisi pour cette antenne est perdu.'
            : 'Effacé, il ne revient pas, même si l’antenne vous est rendue.'}
        </Text>
        {resteCopie ? (
          <Text size="sm" c="red" role="alert">
            {PAS_EFFACE}
          </Text>
        ) : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={fermer} data-autofocus>
            Garder
          </Button>
          <Button
            color="red"
            loading={enCours}
            onClick={() => {
              setEnCours(true);
              void effacer().finally(() => setEnCours(false));
            }}
          >
            Effacer {reste} de ce poste
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};

const JOURS_GARDE = GARDE_MS / 86_400_000;

/** What to do of what was typed, of what was begun, or of what is lost. */
const queFaire = ({ saisies, brouillons }: Retrait): string => {
  const n = saisies.length;
  if (n + brouillons === 0) return 'Refaites-les avec qui tient maintenant cette antenne.';
  const [les, elles] = n > 1 ? ['les', 'elles partiront'] : ['la', 'elle partira'];
  const envoi = `Mettez-${les} dans un fichier pour qui tient maintenant cette antenne, puis effacez-${les} de ce poste. Si l’antenne vous est rendue, ${elles} d’ici.`;
  const commence = `Ce qui n’est que commencé n’entre dans aucun fichier : ce poste le garde ${JOURS_GARDE} jours après la dernière frappe, et vous le rend avec l’antenne.`;
  return [...(n > 0 ? [envoi] : []), ...(brouillons > 0 ? [commence] : [])].join(' ');
};

export const AntenneRetiree = ({ r, session }: { r: Retrait; session: Session }) => {
  const [efface, setEfface] = useState(false);
  const [resteCopie, setResteCopie] = useState(false);
  const laisser = async (): Promise<void> => {
    const poste = antennesDe(session).length > 0;
    const parti = await laisserPerdre(session.identifiant, r.antenne, poste).catch(() => false);
    setResteCopie(!parti);
  };
  const n = r.saisies.length;
  return (
    <div className="retirees" role="alert" data-testid="antenne-retiree">
      <span>
        <strong>{phraseRetrait(r)}</strong> {resteCopie ? PAS_EFFACE : queFaire(r)}
      </span>
      <Group gap="xs">
        {n > 0 ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => exporterSaisies({ antenne: r.antenne, auteur: session.identifiant }, r.saisies)}
          >
            Mettre dans un fichier
          </Button>
        ) : null}
        {n + r.brouillons > 0 ? (
          <Button size="compact-sm" variant="default" onClick={() => setEfface(true)}>
            Effacer de ce poste…
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => void laisser()}>
            J’ai lu
          </Button>
        )}
      </Group>
      {efface ? <Effacement r={r} resteCopie={resteCopie} effacer={laisser} fermer={() => setEfface(false)} /> : null}
    </div>
  );
};
