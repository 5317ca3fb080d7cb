'use client';

import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type BilanCloture, INCOMPLETES } from '#shared/contrats/cloture/bilan-cloture';
import { ANTENNES } from '#shared/contrats/commun';
import { duree, moisEnMots, pluriel } from '#shared/libelles/formats';
import { cloreMois } from '../../_donnees/lecture/cloture';
import { BrouillonRepris, useBrouillon } from '../../_ui/champs/brouillon';
import { ErreurFormulaire } from '../../_ui/champs/erreur-formulaire';
import { useAction } from '../../_ui/demandes/appeler';
import { Fenetre } from '../../_ui/fenetre';
import { notifications } from '../../_ui/notifications';
import { PiedFenetre } from '../../_ui/pied-fenetre';
import { useEtape } from './etape';

export const incompletesDe = (b: BilanCloture): number =>
  b.comptes.filter((c) => INCOMPLETES.some((i) => i === c.quoi)).reduce((t, c) => t + c.nombre, 0);

/** What closing does, in figures; the month is written in full, and a reason where something is missing. */
export const Clore = ({ bilan: b, fermer, apres }: { bilan: BilanCloture; fermer: () => void; apres: () => void }) => {
  const [ecrit, setEcrit] = useState('');
  const tapee = useBrouillon(`clôture ${b.antenne} ${b.mois}`, () => ({ motif: '' }));
  const { motif } = tapee.valeur;
  const [manque, setManque] = useState(false);
  const { refus, enCours, faire, erreur } = useAction();
  const etape = useEtape(enCours);
  const incompletes = incompletesDe(b);
  const motifRequis = incompletes > 0 || !b.fini || b.anterieurs.length > 0;
  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    if (motifRequis && motif.trim() === '') {
      setManque(true);
      return;
    }
    const demande = { antenne: b.antenne, mois: b.mois, confirmation: ecrit.trim() };
    void faire(
      () => cloreMois(motif.trim() ? { ...demande, motif: motif.trim() } : demande),
      ({ close }) => {
        tapee.envoyee();
        notifications.show({
          color: 'green',
          title: `${ANTENNES[b.antenne].libelle}, ${moisEnMots(b.mois)} : clos`,
          message: `Clôture n° ${close?.numero}, ${pluriel(close?.visites ?? 0, 'visite retenue', 'visites retenues')}.`,
        });
        apres();
      },
    );
  };
  const deMotif = manque
    ? 'Écrivez pourquoi le mois est clos ainsi.'
    : erreur('INCOMPLETES', 'MOIS_EN_COURS', 'MOIS_ANTERIEUR');
  const deForme = erreur('CONFIRMATION');
  return (
    <Fenetre
      onClose={fermer}
      title={`Clore ${moisEnMots(b.mois)}, ${ANTENNES[b.antenne].libelle}`}
      centered
      closeOnClickOutside={!enCours}
      closeOnEscape={!enCours}
      entamee={tapee.entamee}
    >
      <form onSubmit={soumettre} noValidate>
        <Stack gap="md">
          <Text size="sm">
            {pluriel(b.visites, 'visite')} et {duree(b.minutes)} sont figées, avec leur ventilation. C’est définitif :
            une correction faite ensuite est gardée, et part avec la clôture suivante.
          </Text>
          {incompletes > 0 ? (
            <Text size="sm">
              <b>{pluriel(incompletes, 'visite incomplète', 'visites incomplètes')}</b>{' '}
              {incompletes > 1 ? 'ne seront ni payées ni facturées' : 'ne sera ni payée ni facturée'} avec ce mois.
            </Text>
          ) : null}
          {b.postes.length > 0 ? (
            <Text size="sm">
              <b>{pluriel(b.postes.length, 'poste')}</b>, {b.postes.map((p) => p.nom).join(', ')},{' '}
              {b.postes.length > 1 ? 'ont' : 'a'} peut-être des saisies que le serveur n’a pas.
            </Text>
          ) : null}
          {b.anterieurs.length > 0 ? (
            <Text size="sm">
              <b>
                {b.anterieurs.map(moisEnMots).join(', ')}{' '}
                {b.anterieurs.length > 1 ? 'ne sont pas clos' : 'n’est pas clos'}
              </b>{' '}
              : les mois sont clos dans l’ordre, sauf pour un motif écrit.
            </Text>
          ) : null}
          {b.fini ? null : (
            <Text size="sm">
              <b>Le mois n’est pas terminé</b> : les visites qui viendraient encore n’entreraient pas dans ses fichiers.
            </Text>
          )}
          <BrouillonRepris de={tapee} />
          {motifRequis ? (
            <Textarea
              label="Motif"
              autosize
              minRows={2}
              maxLength={500}
              value={motif}
              error={deMotif}
              onChange={(ev) => {
                setManque(false);
                tapee.changer({ motif: ev.currentTarget.value });
              }}
              data-autofocus
            />
          ) : null}
          <TextInput
            label={`Écrivez « ${moisEnMots(b.mois)} » pour confirmer`}
            value={ecrit}
            onChange={(ev) => setEcrit(ev.currentTarget.value)}
            error={deForme}
            autoComplete="off"
            {...(motifRequis ? {} : { 'data-autofocus': true })}
          />
          <ErreurFormulaire message={deForme || deMotif ? undefined : refus?.message} />
          <Text size="sm" c="dimmed" role="status">
            {enCours ? (etape ?? 'Clôture en cours…') : ''}
          </Text>
          <PiedFenetre faire="Clore le mois" fermer={fermer} enCours={enCours} />
        </Stack>
      </form>
    </Fenetre>
  );
};
