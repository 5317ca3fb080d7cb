import { Text } from '@mantine/core';
import { useState } from 'react';
import type { AntenneLue } from '#shared/contrats/exploitation/antenne';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { creerAntenne, lireAntennes, modifierAntenne } from '../../../_donnees/lecture/antennes';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { Fenetre } from '../../../_ui/fenetre';
import {
  ChampDate,
  ChampTexte,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { Relire, useConflit } from './conflit';

type Tapee = Record<'code' | 'libelle' | 'arrondissements' | 'rue' | 'ville' | 'ouverteLe', string>;
type Saisie = Parameters<typeof creerAntenne>[0];

const lireFiche =
  (neuve: boolean) =>
  (t: Tapee): Lecture<Tapee, Saisie> => {
    const morceaux = t.arrondissements.split(/[\s,;]+/).filter((m) => m !== '');
    const erreurs = {
      ...(neuve && t.code.trim() === '' ? { code: 'Donnez un code, par exemple NORD_EST.' } : {}),
      ...(t.libelle.trim() === '' ? { libelle: 'Donnez le nom de l’antenne.' } : {}),
      ...(morceaux.every((m) => /^\d{1,2}$/.test(m))
        ? {}
        : { arrondissements: 'Écrivez des numéros, séparés par des virgules.' }),
      ...(dateExiste(t.ouverteLe) ? {} : { ouverteLe: 'Choisissez le premier jour.' }),
    };
    if (Object.keys(erreurs).length > 0) return { ok: false, erreurs };
    return {
      ok: true,
      valeur: {
        code: t.code.trim().toUpperCase(),
        libelle: t.libelle.trim(),
        arrondissements: morceaux.map(Number),
        adresse: [t.rue.trim(), t.ville.trim()],
        ouverteLe: t.ouverteLe as DateCivile,
      },
    };
  };

const tapeeDe = (a: AntenneLue | undefined, aujourdhui: DateCivile): Tapee => ({
  code: a?.code ?? '',
  libelle: a?.libelle ?? '',
  arrondissements: a?.arrondissements.join(', ') ?? '',
  rue: a?.adresse[0] ?? '',
  ville: a?.adresse[1] ?? '',
  ouverteLe: a?.ouverteLe ?? aujourdhui,
});

const direFiche = (a: AntenneLue): string =>
  [a.libelle, a.arrondissements.join(', '), ...a.adresse].filter(Boolean).join(' · ');

/** A new antenna, or the name, arrondissements and address of one. */
export const FicheAntenne = ({ antenne, fermer }: { antenne: AntenneLue | undefined; fermer: () => void }) => {
  const aujourdhui = useAujourdhui();
  const titre = antenne ? `Antenne ${antenne.libelle}` : 'Nouvelle antenne';
  const [base, setBase] = useState(antenne);
  const { conflit, guetter, lever } = useConflit();
  const f = useFormulaire({
    depart: () => tapeeDe(antenne, aujourdhui),
    lire: lireFiche(!antenne),
    envoyer: async (saisie) => {
      if (base) {
        const { libelle, arrondissements, adresse } = base;
        await guetter(modifierAntenne(saisie, { libelle, arrondissements, adresse }));
      } else await creerAntenne(saisie);
      notifications.show({
        color: 'green',
        title: `${saisie.libelle} : ${antenne ? 'enregistrée' : 'créée'}`,
        message: antenne
          ? 'Les écrans disent ce nom à leur prochaine connexion.'
          : 'Donnez-la à ses comptes, puis à ses usagers et à ses aides dans Millésime.',
      });
      fermer();
      return undefined;
    },
    champs: { CODE: 'code', CODE_PRIS: 'code', LIBELLE: 'libelle', ARRONDISSEMENTS: 'arrondissements', ADRESSE: 'rue' },
  });
  const relire = (): void =>
    f.agir(async () => {
      const relue = (await lireAntennes()).find((a) => a.code === antenne?.code);
      if (relue) {
        f.arrive(tapeeDe(relue, aujourdhui));
        setBase(relue);
      }
      lever();
      return undefined;
    }, true);
  return (
    <Fenetre onClose={fermer} title={titre} centered>
      <Formulaire de={f} className="admin__formulaire">
        {antenne ? (
          <Text size="sm">Code {antenne.code} : ses fichiers et son archive le portent, il ne change jamais.</Text>
        ) : (
          <>
            <ChampTexte
              de={f}
              nom="code"
              label="Code (ne changera plus)"
              autoComplete="off"
              maxLength={20}
              data-autofocus
            />
            <ChampDate de={f} nom="ouverteLe" label="Premier jour" />
          </>
        )}
        <ChampTexte
          de={f}
          nom="libelle"
          label="Nom"
          autoComplete="off"
          maxLength={40}
          {...(antenne ? { 'data-autofocus': true } : {})}
        />
        <ChampTexte
          de={f}
          nom="arrondissements"
          label="Arrondissements"
          description="Leurs numéros, séparés par des virgules"
          autoComplete="off"
          maxLength={120}
        />
        <ChampTexte de={f} nom="rue" label="Adresse" autoComplete="off" maxLength={100} />
        <ChampTexte de={f} nom="ville" label="Code postal et ville" autoComplete="off" maxLength={100} />
        <RefusFormulaire de={f} />
        <Relire
          conflit={conflit}
          relire={relire}
          enCours={f.enCours}
          relu={base && base !== antenne ? direFiche(base) : undefined}
        />
        <PiedFenetre faire={antenne ? 'Enregistrer' : 'Créer l’antenne'} enCours={f.enCours} />
      </Formulaire>
    </Fenetre>
  );
};
