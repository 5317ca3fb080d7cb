'use client';

import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { refusDuMobile } from '#shared/domain/pointage/mobile-aide';
import { dernierGeste, numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { dateBreve, deNom, nomComplet, pointFinal, telephone } from '#shared/libelles/formats';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
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
} from '../../../_ui/formulaire';
import { EnAttente } from '../../../_ui/mots/en-attente';
import { Icone } from '../../../_ui/mots/icones';
import { ChampUsager } from '../../../_ui/personnes/champ-usager';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { useAgir } from './gestes/agir';
import { ChampDepuis, type Depuis, lireDepuis } from './gestes/champ-depuis';
import { donner, type GesteVoulu } from './gestes/gestes';
import { lireNumero } from './lire-numero';
import { depuisEnMots } from './phrases';
import '../../../_ui/styles/numeros.css';

type Quoi = 'DETACHER' | 'DONNER' | 'RATTACHER';
type Ouvert = { quoi: Quoi; numero?: string };

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
  /** [PT-8] Why a number is not this usager's. */
  refuser: (numero: string, usagerId: string) => string | undefined;
};

const lireGestes = (
  { depuis, autre, tape }: Tapee,
  { quoi, numero, usagerId, refuser }: Lue,
): Lecture<Tapee, GesteVoulu[]> => {
  const quand = lireDepuis(depuis);
  if (!quand.ok) return { ok: false, erreurs: { depuis: quand.message } };
  if (quoi === 'RATTACHER') {
    const lu = lireNumero(tape);
    if (!lu) return { ok: false, erreurs: { tape: 'Écrivez un numéro de téléphone à dix chiffres.' } };
    const refus = refuser(lu, usagerId);
    if (refus) return { ok: false, erreurs: { tape: refus } };
    return { ok: true, valeur: [{ geste: 'RATTACHER', numero: lu, usagerId, depuis: quand.valeur }] };
  }
  if (numero === undefined) return { ok: true, valeur: [] };
  if (quoi === 'DETACHER') {
    return { ok: true, valeur: [{ geste: 'DETACHER', numero, usagerId, depuis: quand.valeur }] };
  }
  if (!autre) return { ok: false, erreurs: { autre: 'Choisissez à qui est maintenant ce numéro.' } };
  const refus = refuser(numero, autre);
  if (refus) return { ok: false, erreurs: { autre: refus } };
  return { ok: true, valeur: donner(numero, usagerId, autre, quand.valeur) };
};

/** What is done with one number; Entrée confirms, Échap gives up. */
const GesteNumero = ({ quoi, numero, usagerId, usager, fermer }: FormulaireProps) => {
  const agir = useAgir();
  const aujourdhui = useAujourdhui();
  const { usagers, intervenants } = useDepot();
  const refuser: Lue['refuser'] = (n, id) =>
    refusDuMobile(n, usagers.get(id), { aides: intervenants.values(), jour: aujourdhui })?.message;
  const f = useFormulaire({
    depart: (): Tapee => ({ depuis: { toujours: quoi === 'RATTACHER', date: aujourdhui }, autre: '', tape: '' }),
    lire: (t) => lireGestes(t, { quoi, usagerId, refuser, ...(numero === undefined ? {} : { numero }) }),
    envoyer: async (gestes) => {
      const refus = await agir(gestes);
      if (!refus) fermer();
      return refus;
    },
    brouillon: useGarde(`numéro ${quoi} ${usagerId} ${numero ?? ''}`),
  });
  const { element } = f;
  useEffect(() => {
    element.current?.querySelector<HTMLElement>('input:not([type=radio])')?.focus();
  }, [element]);
  return (
    <Formulaire
      de={f}
      fermer={fermer}
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

/** Numbers that are this usager's today, where each comes from, and with whom it is shared [PT-5]. */
export const NumerosUsager = ({ usagerId }: { usagerId: string }) => {
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  const [ouvert, setOuvert] = useState<Ouvert>();
  const declencheur = useRef<HTMLElement>(null);
  const connus = useMemo(() => numerosDuPoste(etat, nomDuPoste()), [etat]);
  const usager = etat.usagers.get(usagerId);
  if (!usager) return null;
  const nom = nomComplet(usager);
  const numeros = numerosDeLUsager(usager, aujourdhui, connus.rattachements);
  const ouvrir = (o: Ouvert) => (ev: { currentTarget: HTMLElement }) => {
    declencheur.current = ev.currentTarget;
    setOuvert(o);
  };
  const fermer = (): void => {
    setOuvert(undefined);
    declencheur.current?.focus();
  };
  return (
    <section className="numeros-usager" aria-labelledby="numeros-usager">
      <Group justify="space-between" gap="sm">
        <Title order={3} id="numeros-usager">
          Numéros de téléphone
        </Title>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Icone nom="plus" taille={14} />}
          onClick={ouvrir({ quoi: 'RATTACHER' })}
        >
          Rattacher un numéro
        </Button>
      </Group>
      {ouvert?.quoi === 'RATTACHER' ? (
        <GesteNumero {...ouvert} usagerId={usagerId} usager={nom} fermer={fermer} />
      ) : null}
      {numeros.length === 0 ? (
        <Text size="sm" c="dimmed">
          Aucun numéro : ses appels attendront dans « Numéros », ou l’aide tapera son code à six chiffres.
        </Text>
      ) : null}
      <ul>
        {numeros.map((numero) => {
          const geste = dernierGeste(connus.rattachements, numero, usagerId, aujourdhui);
          const attente = connus.rattachements.some(
            (r) => r.numero === numero && r.usagerId === usagerId && connus.nonRecus.has(r._id),
          );
          const autres = usagersDuNumero(numero, aujourdhui, connus).usagers.filter((id) => id !== usagerId);
          return (
            <li key={numero} className="numeros-usager__un">
              <div className="numeros-usager__ligne">
                <b className="num">{telephone(numero)}</b>
                <span className="discret">
                  {geste
                    ? `rattaché par ${nomAuteur(etat, geste.auteur)} le ${dateBreve(dateParis(geste.instant), aujourdhui)}, ${depuisEnMots(geste.depuis, aujourdhui)}`
                    : 'du fichier de Millésime'}
                </span>
                {attente ? <EnAttente /> : null}
              </div>
              {autres.length > 0 ? (
                <div className="discret">
                  Partagé avec{' '}
                  {autres
                    .map((id) => etat.usagers.get(id))
                    .map((u, n) => (u ? nomComplet(u) : (autres[n] ?? '')))
                    .join(', ')}
                </div>
              ) : null}
              <Group gap={6} mt={4}>
                <Button size="compact-xs" variant="default" onClick={ouvrir({ quoi: 'DETACHER', numero })}>
                  Détacher
                  <span className="invisible"> le {telephone(numero)}</span>
                </Button>
                <Button size="compact-xs" variant="default" onClick={ouvrir({ quoi: 'DONNER', numero })}>
                  Donner à un autre usager
                  <span className="invisible"> le {telephone(numero)}</span>
                </Button>
              </Group>
              {ouvert?.numero === numero ? (
                <GesteNumero
                  key={`${ouvert.quoi}${numero}`}
                  {...ouvert}
                  usagerId={usagerId}
                  usager={nom}
                  fermer={fermer}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
