'use client';

import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { NATURES_ABSENCE } from '#shared/contrats/absence';
import {
  RAISONS_SANS_TELEGESTION,
  type RaisonSansTelegestion,
  type SansTelegestion,
} from '#shared/contrats/sans-telegestion';
import { marqueAu, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { useDepot, usePoste } from '../../_data/hooks';
import { saisiesDuType } from '../../_data/lignes';
import { ErreurFormulaire } from '../../_ui/erreur-formulaire';
import { dateBreve, pluriel } from '../../_ui/formats';
import { signer } from '../correction/enregistrer';
import { Section } from '../usager/section';
import { composerMarque, type ErreursMarque, type MarqueTapee } from './sans-telegestion';
import { absencesDuPoste, periodeEnMots, visitesPrevues } from './tapee';

const RAISONS = Object.entries(RAISONS_SANS_TELEGESTION).map(([value, label]) => ({ value, label }));
const DISQUE = 'Ce poste n’a pas pu garder ce geste (disque plein ?). Libérez de la place et recommencez.';

type FormulaireProps = { usagerId: string; marque: SansTelegestion | undefined; jour: DateCivile; fermer: () => void };

/** [PT-7] Marks an usager from a day on, or says the last day of a mark. Entrée keeps, Échap gives up. */
const FormulaireMarque = ({ usagerId, marque, jour, fermer }: FormulaireProps) => {
  const poste = usePoste();
  const formulaire = useRef<HTMLFormElement>(null);
  const [erreurs, setErreurs] = useState<ErreursMarque>({});
  const [tapee, setTapee] = useState<MarqueTapee>({
    raison: marque?.raison ?? 'SANS_TELEPHONE',
    depuis: marque?.depuis ?? jour,
    jusqua: marque ? (marque.jusqua ?? (marque.depuis < jour ? ajouterJours(jour, -1) : jour)) : '',
  });
  const poser = (partie: Partial<MarqueTapee>): void => {
    setErreurs({});
    setTapee((avant) => ({ ...avant, ...partie }));
  };
  useEffect(() => {
    formulaire.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);
  const soumettre = async (ev: FormEvent): Promise<void> => {
    ev.preventDefault();
    const r = composerMarque(tapee, usagerId, signer(poste));
    if (!r.ok) return setErreurs(r.erreurs);
    try {
      await poste.enregistrer([r.marque]);
    } catch {
      return setErreurs({ formulaire: DISQUE });
    }
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    notifications.show({
      color: enLigne ? 'green' : 'yellow',
      title: enLigne ? 'Enregistré' : 'Gardé sur ce poste, en attente d’envoi',
      message: marque
        ? 'Les visites sont de nouveau attendues par téléphone après ce jour.'
        : 'Ses visites viennent par fiches, et n’alertent plus quand elles ne sont pas pointées.',
    });
    fermer();
  };
  return (
    <form
      ref={formulaire}
      className="formulaire"
      aria-label={marque ? 'Fin du « sans télégestion »' : 'Marquer « sans télégestion »'}
      noValidate
      onSubmit={(ev) => void soumettre(ev)}
      onKeyDown={(ev) => {
        if (ev.key !== 'Escape') return;
        ev.stopPropagation();
        fermer();
      }}
    >
      <Stack gap="sm">
        {marque ? null : (
          <>
            <NativeSelect
              label="Raison"
              data={RAISONS}
              value={tapee.raison}
              onChange={(ev) => poser({ raison: ev.currentTarget.value as RaisonSansTelegestion })}
            />
            <TextInput
              type="date"
              label="Depuis le"
              value={tapee.depuis}
              error={erreurs.depuis}
              onChange={(ev) => poser({ depuis: ev.currentTarget.value })}
            />
          </>
        )}
        <TextInput
          type="date"
          label={marque ? 'Dernier jour' : 'Dernier jour (facultatif)'}
          value={tapee.jusqua}
          error={erreurs.jusqua}
          onChange={(ev) => poser({ jusqua: ev.currentTarget.value })}
        />
        <ErreurFormulaire message={erreurs.formulaire} />
        <Group gap="sm">
          <Button type="submit" size="xs">
            Enregistrer
          </Button>
          <Button size="xs" variant="default" onClick={fermer}>
            Fermer
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** On the usager's page: is anyone at home, and do their visits come by telephone [PT-7]. */
export const PresenceUsager = ({ usagerId, jour }: { usagerId: string; jour: DateCivile }) => {
  const etat = useDepot();
  const [ouvert, setOuvert] = useState(false);
  const bouton = useRef<HTMLButtonElement>(null);
  const absences = absencesDuPoste(etat).filter((a) => a.usagerId === usagerId && (a.au === undefined || a.au >= jour));
  const marque = marqueAu(marquesDe(saisiesDuType(etat, 'sanstele'), usagerId), jour);
  const fermer = (): void => {
    setOuvert(false);
    bouton.current?.focus();
  };
  return (
    <Section titre="Présence">
      {absences.length === 0 ? <Text size="sm">Aucune absence en cours ni à venir.</Text> : null}
      {absences.map((a) => (
        <Text key={a.id} size="sm">
          <b>{NATURES_ABSENCE[a.nature].libelle}</b> {periodeEnMots(a, jour)}
          <span className="discret"> {pluriel(visitesPrevues(etat.jours, a), 'visite prévue', 'visites prévues')}</span>
        </Text>
      ))}
      <Group gap={6}>
        <Button
          component={Link}
          size="compact-xs"
          variant="default"
          href={`/absences/?${new URLSearchParams({ usager: usagerId })}`}
        >
          Noter une absence
        </Button>
      </Group>
      <Text size="sm">
        {marque ? (
          <>
            <b>Sans télégestion</b> depuis le {dateBreve(marque.depuis, jour)}
            {marque.jusqua ? `, jusqu’au ${dateBreve(marque.jusqua, jour)}` : ''} :{' '}
            {RAISONS_SANS_TELEGESTION[marque.raison].toLocaleLowerCase('fr')}. Ses visites viennent par fiches.
          </>
        ) : (
          'Ses visites sont pointées par téléphone.'
        )}
      </Text>
      <Group gap={6}>
        <Button ref={bouton} size="compact-xs" variant="default" onClick={() => setOuvert(true)}>
          {marque ? 'Mettre fin au « sans télégestion »' : 'Marquer « sans télégestion »'}
        </Button>
      </Group>
      {ouvert ? <FormulaireMarque usagerId={usagerId} marque={marque} jour={jour} fermer={fermer} /> : null}
    </Section>
  );
};
