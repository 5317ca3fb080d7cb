'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { dateHeure } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { enAttente } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { A_TRAITER } from '../../../_donnees/depot/statut-affiche';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { adresseAbsence } from '../../../_ui/adresses/absences';
import { composerAcquittement } from '../../alertes';
import { useGarder } from '../equipe/garder';
import { useLettres } from '../equipe/touches';
import { direDispense } from './dispense-en-phrase';

type EnAbsence = NonNullable<Ligne['enAbsence']>;

/** [AL-5] It took place, said by whom; else the two gestures that settle it. An incomplete one is settled by its correction. */
const Verifier = ({ enAbsence: { alerteId, vue, absenceId }, saisie }: { enAbsence: EnAbsence; saisie: boolean }) => {
  const etat = useDepot();
  const garder = useGarder();
  const dire = (annule: boolean): void =>
    void garder((signature) => [composerAcquittement({ _id: alerteId }, signature(), annule)]);
  useLettres(vue ? {} : { v: () => dire(false) }, !saisie);
  const attend = vue && enAttente(etat, nomDuPoste()).some((s) => s._id === vue._id);
  return (
    <Stack gap={4}>
      <p className="equipe__qui" role="status" data-testid="verifiee">
        {vue ? `Vérifiée par ${nomAuteur(etat, vue.auteur)}, ${dateHeure(vue.instant, dateParis(vue.instant))}` : ''}
        {attend ? <span className="discret"> · en attente d’envoi</span> : null}
      </p>
      <Group gap={6}>
        {vue ? (
          <Button size="compact-xs" variant="default" onClick={() => dire(true)}>
            À vérifier de nouveau
          </Button>
        ) : (
          <Button size="compact-xs" variant="light" onClick={() => dire(false)} data-testid="verifier">
            La visite a eu lieu&nbsp;<kbd>V</kbd>
          </Button>
        )}
        <Button size="compact-xs" variant="default" component={Link} href={adresseAbsence(absenceId)}>
          {vue ? 'Voir l’absence' : 'Corriger l’absence'}
        </Button>
      </Group>
    </Stack>
  );
};

/** [PT-7] Why no punch is expected, and what to do instead. */
export const Dispense = ({ ligne, saisie }: { ligne: Ligne; saisie: boolean }) => {
  const dite = direDispense(ligne);
  if (dite === '') return null;
  return (
    <>
      <Text size="sm" data-testid="dispense">
        {dite}
      </Text>
      {ligne.enAbsence && !A_TRAITER.has(ligne.statut) ? (
        <Verifier enAbsence={ligne.enAbsence} saisie={saisie} />
      ) : null}
    </>
  );
};
