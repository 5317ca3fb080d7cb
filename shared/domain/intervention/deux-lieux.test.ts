import { describe, expect, it } from 'vitest';
import type { Instant } from '../../temps/types';
import { auMemeMoment, minutesEnCommun } from './deux-lieux';

const i = (hm: string) => `2026-11-25T${hm}Z` as Instant;
const h = (debut?: string, fin?: string) => ({
  ...(debut ? { debut: i(`${debut}:00`) } : {}),
  ...(fin ? { fin: i(`${fin}:00`) } : {}),
});

describe('minutesEnCommun', () => {
  it.each([
    ['deux complètes', h('19:00', '20:15'), h('20:07', '21:00'), 8],
    ['l’une dans l’autre', h('19:00', '21:00'), h('19:30', '20:00'), 30],
    ['qui se suivent', h('19:00', '20:00'), h('20:00', '21:00'), 0],
    ['loin l’une de l’autre', h('08:00', '09:00'), h('20:00', '21:00'), 0],
    ['l’autre n’a que son arrivée, pendant', h('19:00', '20:15'), h('20:07'), 8],
    ['l’autre n’a que son arrivée, avant : on ne sait pas quand elle est partie', h('19:00', '20:15'), h('18:50'), 0],
    ['l’autre n’a que son départ, pendant', h('19:00', '20:15'), h(undefined, '19:20'), 20],
    ['l’autre n’a que son départ, après', h('19:00', '20:15'), h(undefined, '20:30'), 0],
    ['aucune n’a ses deux heures', h('19:00'), h('19:00'), 0],
    ['l’autre n’a pas d’heure', h('19:00', '20:15'), h(), 0],
  ])('[AP-10] %s', (_, a, b, minutes) => {
    expect(minutesEnCommun(a, b)).toBe(minutes);
    expect(minutesEnCommun(b, a)).toBe(minutes);
  });
  it('[AP-10] les secondes ne font pas une minute', () => {
    const a = { debut: i('19:00:50'), fin: i('20:07:50') };
    expect(minutesEnCommun(a, { debut: i('20:07:10'), fin: i('21:00:00') })).toBe(0);
  });
});

describe('auMemeMoment', () => {
  const voulue = { usagerId: 'CARPENTIER', intervenantId: 'WEBER', ...h('19:00', '20:15') };
  const breton = { usagerId: 'BRETON', intervenantId: 'WEBER', supprimee: false, ...h('20:07') };
  const seul = { tolere: 5, telephones: (usagerId: string) => [usagerId] };
  const trouvees = (r: Partial<typeof breton> & ReturnType<typeof h>, autour = seul) =>
    auMemeMoment(voulue, [{ retenue: { ...breton, ...r } }], autour).length;

  it.each([
    ['la même aide ailleurs', {}, 1],
    ['chez le même usager, elle compterait deux fois', { usagerId: 'CARPENTIER' }, 1],
    ['une autre aide', { intervenantId: 'MASSON' }, 0],
    ['une visite annulée', { supprimee: true }, 0],
    ['ce qui est toléré, limite comprise', h('20:10'), 0],
    ['une minute de plus', h('20:09'), 1],
  ])('[AP-10] %s', (_, r, n) => {
    expect(trouvees(r)).toBe(n);
  });
  it('[AP-10] deux usagers servis ensemble le sont, mais pas un seul deux fois', () => {
    const couple = { ...seul, telephones: () => ['0143000001'] };
    expect(trouvees({}, couple)).toBe(0);
    expect(trouvees({ usagerId: 'CARPENTIER' }, couple)).toBe(1);
  });
});
