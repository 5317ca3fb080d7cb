'use client';

import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import {
  RAISONS_SANS_TELEGESTION,
  type RaisonSansTelegestion,
  type SansTelegestion,
} from '#shared/contrats/dossiers/sans-telegestion';
import type { AbsenceEnVigueur } from '#shared/domain/absence/absences';
import { marqueAu, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { dateBreve, pluriel } from '#shared/libelles/formats';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { saisiesDuType } from '../../../_donnees/depot/lignes';
import { useDepot, usePoste } from '../../../_donnees/lecture/hooks';
import { signer } from '../../../_ui/actes/enregistrer';
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { GESTE_NON_GARDE } from '../../../_ui/champs/non-garde';
import { useUneFois } from '../../../_ui/champs/une-fois';
import { lienDuDepart } from '../../../_ui/heures/a-retirer';
import { notifications } from '../../../_ui/notifications';
import { Section } from '../../../_ui/section';
import './absences.css';
import { absencesDuPoste, periodeEnMots, visitesPrevues } from '../../../_ui/heures/tapee';
import { composerMarque, type ErreursMarque, type MarqueTapee } from './sans-telegestion';

const RAISONS = Object.entries(RAISONS_SANS_TELEGESTION).map(([value, label]) => ({ value, label }));

type FormulaireProps = { usagerId: string; marque: SansTelegestion | undefined; jour: DateCivile; fermer: () => void };

/** [PT-7] Marks an usager from a day on, or says the last day of a mark. Entrée keeps, Échap gives up. */
const FormulaireMarque = ({ usagerId, marque, jour, fermer }: FormulaireProps) => {
  const poste = usePoste();
  const formulaire = useRef<HTMLFormElement>(null);
  const [erreurs, setErreurs] = useState<ErreursMarque>({});
  const tapee = useBrouillon<MarqueTapee>(`sans télégestion ${usagerId}${marque ? ' fin' : ''}`, () => ({
    raison: marque?.raison ?? 'SANS_TELEPHONE',
    depuis: marque?.depuis ?? jour,
    jusqua: marque ? (marque.jusqua ?? (marque.depuis < jour ? ajouterJours(jour, -1) : jour)) : '',
  }));
  const poser = (partie: Partial<MarqueTapee>): void => {
    setErreurs({});
    tapee.changer(partie);
  };
  useEffect(() => {
    formulaire.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);
  const uneFois = useUneFois();
  const soumettre = async (): Promise<boolean> => {
    const r = composerMarque(tapee.valeur, usagerId, signer(poste));
    if (!r.ok) {
      setErreurs(r.erreurs);
      return false;
    }
    try {
      await poste.enregistrer([r.marque]);
    } catch {
      setErreurs({ formulaire: GESTE_NON_GARDE });
      return false;
    }
    tapee.envoyee();
    const enLigne = poste.sync.lire().liaison === 'EN_LIGNE';
    notifications.show({
      color: enLigne ? 'green' : 'yellow',
      title: enLigne ? 'Enregistré' : 'Gardé sur ce poste, en attente d’envoi',
      message: marque
        ? 'Les visites sont de nouveau attendues par téléphone après ce jour.'
        : 'Ses visites viennent par fiches, et n’alertent plus quand elles ne sont pas pointées.',
    });
    fermer();
    return true;
  };
  return (
    <form
      ref={formulaire}
      className="formulaire"
      aria-label={marque ? 'Fin du « sans télégestion »' : 'Marquer « sans télégestion »'}
      noValidate
      onSubmit={(ev) => {
        ev.preventDefault();
        void uneFois(soumettre);
      }}
      onKeyDown={(ev) => {
        if (ev.key !== 'Escape') return;
        ev.stopPropagation();
        fermer();
      }}
    >
      <Stack gap="sm">
        <BrouillonRepris de={tapee} />
        {marque ? null : (
          <>
            <NativeSelect
              label="Raison"
              data={RAISONS}
              value={tapee.valeur.raison}
              onChange={(ev) => poser({ raison: ev.currentTarget.value as RaisonSansTelegestion })}
            />
            <TextInput
              type="date"
              label="Depuis le"
              value={tapee.valeur.depuis}
              error={erreurs.depuis}
              onChange={(ev) => poser({ depuis: ev.currentTarget.value })}
            />
          </>
        )}
        <TextInput
          type="date"
          label={marque ? 'Dernier jour' : 'Dernier jour (facultatif)'}
          value={tapee.valeur.jusqua}
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

const restePrevu = (n: number, { nature }: Pick<AbsenceEnVigueur, 'nature'>): string => {
  if (!NATURES_ABSENCE[nature].definitive) return pluriel(n, 'visite prévue', 'visites prévues');
  return n === 0
    ? 'plus aucune visite prévue'
    : `${pluriel(n, 'visite encore prévue', 'visites encore prévues')} : à retirer dans Millésime`;
};

const VoirARetirer = ({ lien }: { lien: string | undefined }) =>
  lien === undefined ? null : (
    <>
      {' · '}
      <Link href={lien} className="absences__lien">
        Voir les visites
      </Link>
    </>
  );

/** On the usager's page: is anyone at home, and do their visits come by telephone [PT-7]. */
export const PresenceUsager = ({ usagerId, jour }: { usagerId: string; jour: DateCivile }) => {
  const etat = useDepot();
  const [ouvert, setOuvert] = useState(false);
  const bouton = useRef<HTMLButtonElement>(null);
  const absences = absencesDuPoste(etat).filter((a) => a.usagerId === usagerId && (a.au === undefined || a.au >= jour));
  const marque = marqueAu(marquesDe(saisiesDuType(etat, 'sanstele'), usagerId), jour);
  const parti = absences.some((a) => a.du <= jour && NATURES_ABSENCE[a.nature].definitive);
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
          <span className="discret"> {restePrevu(visitesPrevues(etat.jours, a), a)}</span>
          <VoirARetirer lien={lienDuDepart(etat.jours, a, jour)} />
        </Text>
      ))}
      <Group gap={6}>
        <Button
          component={Link}
          size="compact-xs"
          variant="default"
          href={`/absences/?${new URLSearchParams({ usager: usagerId })}`}
        >
          {parti ? 'Modifier' : 'Noter une absence'}
        </Button>
      </Group>
      {parti ? null : (
        <>
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
        </>
      )}
      {ouvert ? <FormulaireMarque usagerId={usagerId} marque={marque} jour={jour} fermer={fermer} /> : null}
    </Section>
  );
};
