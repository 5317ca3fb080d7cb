'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { pluriel } from '#shared/libelles/formats';
import { envoyerConsultations, lecturesEnAttente } from '../../_donnees/acces/consultations';
import { seDeconnecter } from '../../_donnees/acces/depart';
import { brouillonsAilleurs } from '../../_donnees/depot/brouillons';
import { ETAT_VIDE } from '../../_donnees/depot/etat-depot';
import {
  useAujourdhui,
  useBrouillons,
  useEcriture,
  usePosteOuvert,
  useRetirees,
  useSession,
  useSync,
} from '../../_donnees/lecture/hooks';
import { nommerSaisies } from '../../_donnees/replication/etat-sync';
import { Fenetre } from '../../_ui/fenetre';
import { phraseRetrait } from './bandeaux/phrase-retrait';
import { direCommencees } from './saisies-commencees';
import './deconnexion.css';

/** How many readings of files the audit log does not have; none where it answers, for they leave at once. */
const useLectures = (): number => {
  const identifiant = usePosteOuvert()?.session.identifiant;
  const [n, setN] = useState(() => (identifiant === undefined ? 0 : lecturesEnAttente(identifiant)));
  useEffect(() => {
    if (identifiant !== undefined)
      void envoyerConsultations(identifiant).then(() => setN(lecturesEnAttente(identifiant)));
  }, [identifiant]);
  return n;
};

/** Leaving wipes this PC: what would be lost is said first, and what is begun by its names. */
export const Deconnexion = ({ fermer }: { fermer: () => void }) => {
  const sync = useSync();
  const { attente, ailleurs } = sync;
  const lectures = useLectures();
  const poste = usePosteOuvert();
  const ici = useBrouillons();
  const { identifiant } = useSession();
  const aujourdhui = useAujourdhui();
  const horsEcran = brouillonsAilleurs(identifiant, poste?.antenne);
  const brouillons = ici.lieux().length + horsEcran;
  const commencees = direCommencees(ici, horsEcran, poste?.depot.lire() ?? ETAT_VIDE, aujourdhui);
  const autres = ailleurs.filter((a) => a.attente > 0);
  // What is begun for them is told with the drafts.
  const retirees = useRetirees(identifiant).filter((r) => r.saisies.length > 0);
  // What is being written is counted first: then it may be let go.
  const ecrit = useEcriture();
  const [enCours, setEnCours] = useState(false);
  return (
    <Fenetre onClose={fermer} title="Se déconnecter" centered>
      <Stack gap="md">
        <Text size="sm">
          Les données de votre compte seront effacées de ce poste. Pour revenir, il faudra le réseau et votre mot de
          passe.
        </Text>
        {brouillons > 0 ? (
          <div>
            <Text size="sm">
              {pluriel(
                brouillons,
                'saisie commencée et non enregistrée sera effacée',
                'saisies commencées et non enregistrées seront effacées',
              )}{' '}
              avec elles :
            </Text>
            <ul className="deconnexion__commencees" aria-label="Saisies commencées">
              {commencees.map(({ cle, dite }) => (
                <li key={cle}>{dite}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {attente > 0 ? (
          <Text size="sm" c="var(--ton-rouge-texte)" fw={600}>
            {nommerSaisies(sync)} {attente > 1 ? 'ne sont pas encore envoyées' : 'n’est pas encore envoyée'} : en vous
            déconnectant maintenant, vous {attente > 1 ? 'les' : 'la'} perdez. Attendez « À jour » pour{' '}
            {attente > 1 ? 'les' : 'la'} garder.
          </Text>
        ) : null}
        {autres.length > 0 ? (
          <Text size="sm" c="var(--ton-rouge-texte)">
            Dont {autres.map((a) => `${a.attente} pour l’antenne ${libelleAntenne(a.antenne)}`).join(', ')}.
          </Text>
        ) : null}
        {lectures > 0 ? (
          <Text size="sm" role="status" data-testid="lectures">
            {pluriel(lectures, 'lecture')} de dossiers {lectures > 1 ? 'manquent' : 'manque'} encore au journal d’audit
            : ce poste en garde la liste (numéros de dossier et heures, aucun nom), qui partira à votre prochaine
            connexion ici.
          </Text>
        ) : null}
        {retirees.map((r) => (
          <Text key={r.antenne} size="sm" c="var(--ton-rouge-texte)">
            {phraseRetrait({ ...r, brouillons: 0 })} En vous déconnectant, vous perdez ce qui reste ici : mettez-le
            d’abord dans un fichier.
          </Text>
        ))}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={fermer} data-autofocus>
            Rester connecté
          </Button>
          <Button
            color={attente > 0 ? 'red' : 'encre'}
            loading={enCours || ecrit}
            onClick={() => {
              setEnCours(true);
              void seDeconnecter();
            }}
          >
            {attente > 0 ? `Perdre ${nommerSaisies(sync)} et se déconnecter` : 'Se déconnecter'}
          </Button>
        </Group>
      </Stack>
    </Fenetre>
  );
};
