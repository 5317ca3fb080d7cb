'use client';

import { Button, Group, Text, Title } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { dernierGeste, numerosDeLUsager, usagersDuNumero } from '#shared/domain/pointage/numeros';
import { dateBreve } from '#shared/mots/dates';
import { nomComplet, telephone } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { differer } from '../../../_ui/champs/differe';
import { EnAttente } from '../../../_ui/mots/en-attente';
import { Icone } from '../../../_ui/mots/icones';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import type { Ouvert } from './gestes/geste-numero';
import { depuisEnMots } from './phrases';
import '../../../_ui/styles/numeros.css';

// What reads a number as people write it is heavy, and waits for a form to be opened.
const GesteNumero = differer(() => import('./gestes/geste-numero').then((m) => m.GesteNumero));

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
