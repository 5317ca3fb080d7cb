'use client';

import { ActionIcon, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { antenneSchema } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import {
  type DefinitionEtat,
  type DemandeEtat,
  type ParametreEtat,
  PERIODES,
  type Periode,
} from '#shared/etats/contrat';
import { periodeEnMots } from '#shared/etats/moteur';
import { genreDe, periodeDe, periodeVoisine } from '#shared/etats/periodes';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { ChoixListe } from '../../../_ui/champs/choix-liste';
import {
  AU_DESSUS,
  ChampDate,
  Formulaire as FormulaireLie,
  type Lecture,
  useFormulaire,
} from '../../../_ui/formulaire';
import { Icone } from '../../../_ui/mots/icones';
import { ChampQui } from './champ-qui';

type Changer = (d: DemandeEtat) => void;
type Props = { definition: DefinitionEtat; demande: DemandeEtat; changer: Changer; permises: readonly string[] };

const LIBRE = 'libre';
/** A planning is read ahead. */
const A_VENIR: ReadonlySet<Periode> = new Set(['jour', 'semaine']);

type DatesTapees = { du: string; au: string };

/** A date half typed is no date, and nothing to say: the state stays that of the last whole ones. */
const lireDates = (t: DatesTapees): Lecture<DatesTapees, { du: DateCivile; au: DateCivile }> => {
  const [du, au] = [dateCivileSchema.safeParse(t.du), dateCivileSchema.safeParse(t.au)];
  return du.success && au.success && du.data >= '2000-01-01'
    ? { ok: true, valeur: { du: du.data, au: au.data } }
    : { ok: false, erreurs: {} };
};

const Dates = ({ demande, changer }: { demande: DemandeEtat; changer: Changer }) => {
  const f = useFormulaire({
    depart: (): DatesTapees => ({ du: demande.du, au: demande.au }),
    lire: lireDates,
    envoyer: (periode) => {
      changer({ ...demande, ...periode });
      return undefined;
    },
    encore: true,
  });
  return (
    <FormulaireLie de={f} style={{ display: 'contents' }} onChange={() => void f.soumettre()}>
      <ChampDate de={f} nom="du" label="Du" inputWrapperOrder={AU_DESSUS} />
      <ChampDate de={f} nom="au" label="Au" inputWrapperOrder={AU_DESSUS} />
    </FormulaireLie>
  );
};

/** The kind of period, then which: one step before or after, or two dates. */
const ChoixPeriode = ({ definition, demande, changer }: Omit<Props, 'permises'>) => {
  const aujourdhui = useAujourdhui();
  const [libre, setLibre] = useState(false);
  const lu = genreDe(demande);
  const genre = libre || lu === undefined || !definition.periodes.includes(lu) ? undefined : lu;
  const choisir = (valeur: string): void => {
    const choisi = definition.periodes.find((p) => p === valeur);
    setLibre(choisi === undefined);
    // The one that holds the last day shown, as far as it has begun.
    if (choisi) changer({ ...demande, ...periodeDe(choisi, [demande.au, aujourdhui].sort()[0] ?? aujourdhui) });
  };
  const bouger = (g: Periode, sens: 1 | -1) => changer({ ...demande, ...periodeVoisine(g, demande, sens) });
  return (
    <>
      <NativeSelect
        label="Période"
        value={genre ?? LIBRE}
        data={[
          ...definition.periodes.map((p) => ({ value: p, label: PERIODES[p] })),
          { value: LIBRE, label: 'Deux dates' },
        ]}
        onChange={(ev) => choisir(ev.currentTarget.value)}
      />
      {genre ? (
        <div className="etats__pas">
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label="Période précédente"
            onClick={() => bouger(genre, -1)}
          >
            <Icone nom="gauche" />
          </ActionIcon>
          <span role="status">{periodeEnMots(demande)}</span>
          <ActionIcon
            variant="default"
            size="input-sm"
            aria-label="Période suivante"
            disabled={!A_VENIR.has(genre) && demande.au >= aujourdhui}
            onClick={() => bouger(genre, 1)}
          >
            <Icone nom="droite" />
          </ActionIcon>
        </div>
      ) : (
        <Dates demande={demande} changer={changer} key={`${demande.antenne}${demande.vue}`} />
      )}
    </>
  );
};

const Parametre = ({
  parametre: p,
  demande,
  changer,
}: {
  parametre: ParametreEtat;
  demande: DemandeEtat;
  changer: Changer;
}) => {
  if (p.cle === 'usager' || p.cle === 'intervenant')
    return <ChampQui parametre={p} demande={demande} changer={changer} />;
  const choix = (p.choix ?? []).map((c) => ({ value: c.valeur, label: c.libelle }));
  const data = p.cle === 'vue' ? choix : [{ value: '', label: 'Tous' }, ...choix];
  return (
    <NativeSelect
      label={p.titre}
      value={demande[p.cle] ?? data[0]?.value ?? ''}
      data={data}
      onChange={(ev) => {
        const { [p.cle]: _, ...reste } = demande;
        const v = ev.currentTarget.value;
        changer(v === (data[0]?.value ?? '') ? reste : { ...reste, [p.cle]: v });
      }}
    />
  );
};

/** What the state is asked for; each change asks again, and is in the address. */
export const Formulaire = ({ definition, demande, changer, permises }: Props) => (
  <fieldset className="etats__formulaire" aria-label="Ce que montre l’état">
    {permises.length > 1 ? (
      <ChoixListe
        label="Antenne de l’état"
        geste
        value={demande.antenne}
        data={permises.map((a) => {
          const lue = antenneSchema.safeParse(a);
          return { value: a, label: lue.success ? libelleAntenne(lue.data) : 'Toutes les antennes' };
        })}
        onChange={(v) => {
          const lue = antenneSchema.safeParse(v);
          changer({ ...demande, antenne: lue.success ? lue.data : 'TOUTES' });
        }}
      />
    ) : null}
    <ChoixPeriode definition={definition} demande={demande} changer={changer} />
    {definition.parametres.map((p) => (
      <Parametre key={p.cle} parametre={p} demande={demande} changer={changer} />
    ))}
  </fieldset>
);
