'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { refusDuMobile } from '#shared/domain/pointage/mobile-aide';
import { refusDejaSien } from '#shared/domain/pointage/numeros';
import { numeroE164 } from '#shared/formats/champ-telephone';
import { deNom, pointFinal, telephone } from '#shared/mots/textes';
import { poste as nomDuPoste } from '../../../../_donnees/base/stockage';
import { useAujourdhui, useDepot } from '../../../../_donnees/lecture/hooks';
import {
  Champ,
  ChampTexte,
  type De,
  Formulaire,
  type Lecture,
  Quitter,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
  useValeur,
} from '../../../../_ui/formulaire';
import { ChampUsager } from '../../../../_ui/personnes/champ-usager';
import { type NumerosDuPoste, numerosDuPoste } from '../../../../_ui/personnes/connus';
import { depuisEnMots } from '../phrases';
import { useAgir } from './agir';
import { ChampDepuis, type Depuis, lireDepuis } from './champ-depuis';
import { donner, type GesteVoulu } from './gestes';

type Quoi = 'DETACHER' | 'DONNER' | 'RATTACHER';
export type Ouvert = { quoi: Quoi; numero?: string };

const VERBES: Record<Quoi, string> = { DETACHER: 'Détacher', DONNER: 'Donner', RATTACHER: 'Rattacher' };

type Tapee = { depuis: Depuis; autre: string; tape: string };

type FormulaireProps = Ouvert & { usagerId: string; usager: string; fermer: () => void };

/** What follows, from the day that is typed. */
const Suite = ({ f, quoi, usager }: Pick<FormulaireProps, 'quoi' | 'usager'> & { f: De<Tapee> }) => {
  const aujourdhui = useAujourdhui();
  const quand = lireDepuis(useValeur(f, 'depuis'));
  const fin = quand.ok ? pointFinal(depuisEnMots(quand.valeur, aujourdhui)) : '…';
  return (
    <Text size="sm">
      {quoi === 'RATTACHER' ? `Les appels de ce numéro seront ceux ${deNom(usager)}, ${fin}` : null}
      {quoi === 'DETACHER' ? `Les appels de ce numéro ne seront plus ceux ${deNom(usager)}, ${fin}` : null}
      {quoi === 'DONNER' ? `Ce numéro quitte ${usager} pour l’usager choisi, ${fin}` : null}
    </Text>
  );
};

type Lue = Pick<FormulaireProps, 'quoi' | 'numero' | 'usagerId'> & {
  connus: NumerosDuPoste;
  /** [PT-8] Why a number is not this usager's. */
  refuser: (numero: string, usagerId: string) => string | undefined;
};

const PAS_UN_NUMERO = 'Écrivez un numéro de téléphone à dix chiffres, ou précédé de l’indicatif du pays.';

const lireGestes = (
  { depuis, autre, tape }: Tapee,
  { quoi, numero, usagerId, connus, refuser }: Lue,
): Lecture<Tapee, GesteVoulu[]> => {
  const quand = lireDepuis(depuis);
  if (!quand.ok) return { ok: false, erreurs: { depuis: quand.message } };
  if (quoi === 'RATTACHER') {
    const lu = numeroE164(tape.trim());
    if (!lu) return { ok: false, erreurs: { tape: PAS_UN_NUMERO } };
    const voulu = { geste: 'RATTACHER', numero: lu, usagerId, depuis: quand.valeur } as const;
    const refus = refuser(lu, usagerId) ?? refusDejaSien(voulu, connus)?.message;
    return refus ? { ok: false, erreurs: { tape: refus } } : { ok: true, valeur: [voulu] };
  }
  if (numero === undefined) return { ok: true, valeur: [] };
  if (quoi === 'DETACHER') {
    return { ok: true, valeur: [{ geste: 'DETACHER', numero, usagerId, depuis: quand.valeur }] };
  }
  if (!autre) return { ok: false, erreurs: { autre: 'Choisissez à qui est maintenant ce numéro.' } };
  const refus = refuser(numero, autre);
  if (refus) return { ok: false, erreurs: { autre: refus } };
  return { ok: true, valeur: donner(numero, usagerId, autre, quand.valeur, connus) };
};

/** What is done with one number; Entrée confirms, Échap gives up. */
export const GesteNumero = ({ quoi, numero, usagerId, usager, fermer }: FormulaireProps) => {
  const agir = useAgir();
  const aujourdhui = useAujourdhui();
  const etat = useDepot();
  const { usagers, intervenants } = etat;
  const connus = useMemo(() => numerosDuPoste(etat, nomDuPoste()), [etat]);
  const refuser: Lue['refuser'] = (n, id) =>
    refusDuMobile(n, usagers.get(id), { aides: intervenants.values(), jour: aujourdhui })?.message;
  const f = useFormulaire({
    depart: (): Tapee => ({ depuis: { toujours: quoi === 'RATTACHER', date: aujourdhui }, autre: '', tape: '' }),
    lire: (t) => lireGestes(t, { quoi, usagerId, connus, refuser, ...(numero === undefined ? {} : { numero }) }),
    envoyer: async (gestes) => {
      const refus = await agir(gestes);
      if (!refus) fermer();
      return refus;
    },
    brouillon: useGarde(`numéro ${quoi} ${usagerId} ${numero ?? ''}`),
  });
  return (
    <Formulaire
      de={f}
      fermer={fermer}
      auPremier
      className="formulaire"
      aria-label={numero ? `${VERBES[quoi]} le ${telephone(numero)}` : 'Rattacher un numéro'}
    >
      <Stack gap="sm">
        <Repris de={f} />
        {quoi === 'RATTACHER' ? (
          <ChampTexte
            de={f}
            nom="tape"
            label="Numéro"
            placeholder="01 23 45 67 89"
            inputMode="tel"
            autoComplete="off"
          />
        ) : null}
        {quoi === 'DONNER' ? (
          <Champ de={f} nom="autre">
            {({ valeur, changer, erreur }) => (
              <ChampUsager
                valeur={valeur || undefined}
                sauf={usagerId}
                erreur={erreur}
                changer={(id) => changer(id ?? '')}
              />
            )}
          </Champ>
        ) : null}
        <Champ de={f} nom="depuis">
          {(c) => <ChampDepuis {...c} />}
        </Champ>
        <Suite f={f} quoi={quoi} usager={usager} />
        <RefusFormulaire de={f} />
        <Group gap="sm">
          <Button type="submit" size="xs">
            {VERBES[quoi]}
          </Button>
          <Quitter size="xs" />
        </Group>
      </Stack>
    </Formulaire>
  );
};
