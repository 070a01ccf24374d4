// The whole journey by keyboard alone, in a browser before the real core; each screen is looked at as it comes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { look } from './eyes.mjs';
import { chooses, press, tabTo, text, write } from './hands.mjs';
import { openStage, PASSPHRASE } from './stage.mjs';

let stage;
before(async () => { stage = await openStage(); });
after(() => stage?.close());

/** Exchanges and waits for the end. */
async function settled({ call }) {
  await call('exchange');
  while ((await call('exchange_status')).state === 'running') await new Promise((done) => setTimeout(done, 50));
}

/** A laptop that was withdrawn hands over what it has, and locks. */
async function parted({ call }) {
  await call('exchange');
  while (await call('session')) await new Promise((done) => setTimeout(done, 50));
}

async function part(page, letter) {
  await page.waitForSelector(`[data-open-section="${letter}"]`);
}

test('a worker enrols, fills, approves and sends an interview without a mouse', async (story) => {
  const { page, open } = await stage.laptop('ewa');
  const key = (name) => page.keyboard.press(name);
  await open();

  await story.test('enrols; a code copied in part is refused and the rest stays typed', async () => {
    await page.waitForSelector('#enrol');
    await look(page, 'first run');
    await press(page, '#enrol');
    await page.keyboard.insertText('TEREN1-ABC');
    await write(page, '[name=passphrase]', PASSPHRASE);
    await write(page, '[name=passphrase]', PASSPHRASE);
    await key('Enter');
    await page.waitForSelector('[data-problem=enrolment-malformed]');
    await look(page, 'enrolment refused');
    await write(page, '[name=code]', stage.codes.ewa, { back: true });
    await press(page, '#enrol-submit');
    await text(page, 'Zmyślna');
  });

  await story.test('sees two visits, records a failed one, reads the keys', async () => {
    await look(page, 'two visits');
    await tabTo(page, 'main button:not([aria-expanded])');
    await press(page, 'main button:not(#start-next)');
    await page.getByRole('dialog').waitFor();
    await look(page, 'visit failed');
    await tabTo(page, '[role=dialog] input[type=radio]');
    await key('Space');
    await press(page, '#attempt-save');
    await text(page, '1 nieudana wizyta');
    await press(page, '#open-unregistered');
    await press(page, '#unregistered-open');
    await text(page, /^Wpisz nazwisko/);
    await look(page, 'visit without a report');
    await key('Escape');
    await key('F1');
    await page.getByRole('dialog', { name: 'Klawiatura' }).waitFor();
    await look(page, 'keys');
    await key('Escape');
  });

  await story.test('sees what comes up in the nearest days, and why', async () => {
    await press(page, '[data-agenda] button');
    await page.waitForSelector('[data-clock=interview]');
    await text(page, /^Zgłoszenie wpłynęło w trybie pilnym/);
    await look(page, 'terms of a case');
    await key('Escape');
    await page.waitForSelector('#start-next');
  });

  await story.test('fills all the parts', async () => {
    await press(page, '#start-next');
    await part(page, 'A');
    await write(page, '[name=born]', '5.3.1961');
    await write(page, '[name=pesel]', '61030500000');
    await tabTo(page, '[name=reasons]');
    await key('Space');
    await press(page, '[data-member] button[aria-expanded]');
    await look(page, 'part A with a member');
    for (const letter of ['B', 'C', 'D', 'E', 'F', 'G', 'H']) {
      await key('Control+ArrowDown');
      await part(page, letter);
      await look(page, `part ${letter}`, { briefly: true });
    }
    await write(page, '[name=needs]', 'Opał na zimę.');
    await key('Control+ArrowDown');
    await part(page, 'I');
    await write(page, '[name=diagnosis]', 'Emerytura nie wystarcza na opał.');
    await look(page, 'part I', { briefly: true });
    await key('Control+ArrowDown');
    await part(page, 'J');
    await press(page, '[data-add=help_money]');
    await page.keyboard.type('zasiłek celowy');
    await page.getByRole('option', { name: 'zasiłek celowy', exact: true }).waitFor();
    await key('Enter');
    await write(page, '[name=scope]', 'zakup opału');
    await look(page, 'part J');
  });

  await story.test('approves, reads the document, sends', async () => {
    await key('Control+End');
    await page.waitForSelector('#approve:not(:disabled)');
    await look(page, 'summary');
    await press(page, '#approve');
    await page.waitForSelector('#approve-yes:not(:disabled)');
    await look(page, 'before approving');
    await press(page, '#approve-yes');
    await page.waitForSelector('[data-sygnatura]');
    await look(page, 'approved');
    const sygnatura = await page.getAttribute('[data-sygnatura]', 'data-sygnatura');
    await press(page, '#read-document');
    await text(page, 'zakup opału');
    await look(page, 'document');
    await key('Alt+3');
    await press(page, '#exchange');
    await text(page, /^Wymiana zakończona/);
    await look(page, 'exchanged');
    await key('Alt+5');
    await write(page, '[name=sygnatura]', sygnatura);
    await key('Enter');
    await page.waitForSelector('[data-verdict=matches]');
    await look(page, 'sygnatura checked');
    await key('Alt+1');
    await text(page, /^Przyjęto w ośrodku/);
    await look(page, 'an interview sent');
  });

  await story.test('doubles the text, locks, and comes back to the same screen', async () => {
    await key('Alt+6');
    await tabTo(page, 'input[value="100"]');
    await look(page, 'settings');
    for (const larger of ['115', '130', '150', '200']) {
      await key('ArrowRight');
      await page.waitForSelector(`input[value="${larger}"]:checked`);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
    // The window is now as narrow to its text as at 200 % zoom, and the page is laid out like that.
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('header .side')).flexGrow), '1');
    for (const smaller of ['150', '130', '115', '100']) {
      await key('ArrowLeft');
      await page.waitForSelector(`input[value="${smaller}"]:checked`);
    }
    await key('Control+l');
    await text(page, /^Ekran zablokowany/);
    await page.keyboard.insertText('nie to hasło');
    await key('Enter');
    await page.waitForSelector('[data-problem=wrong-passphrase]');
    await look(page, 'wrong passphrase');
    await page.waitForSelector('#open-profile:not(:disabled)');
    await write(page, '[name=passphrase]', PASSPHRASE, { back: true });
    await key('Enter');
    await page.getByRole('heading', { name: 'Ustawienia' }).waitFor();
  });
});

test('a clerk registers one report after another, and gives each visit to a worker', async () => {
  const { page, call, open } = await stage.laptop('halina');
  await call('enrol', { code: stage.codes.halina, passphrase: PASSPHRASE });
  await open();
  await page.waitForSelector('#register');
  await look(page, 'register');
  for (const surname of ['Ćwierć-Źdźbłowska-Nieistniejąca', 'Wymyślony']) {
    // The first field is where the hands are.
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'first_name');
    await page.keyboard.insertText('Żaneta');
    await page.keyboard.press('Control+Enter');
    await text(page, /^Wpisz nazwisko/);
    await page.keyboard.insertText(surname);
    await page.keyboard.press('Enter');
    await tabTo(page, 'input[value="zasiłek celowy"]');
    await page.keyboard.press('Space');
    await page.waitForSelector('[data-due]');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('[data-registered] input[type=radio]:focus');
    if (surname === 'Wymyślony') await look(page, 'registered');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#another-report:focus');
    await text(page, /^Wizyta przydzielona/);
    await page.keyboard.press('Enter');
  }
});

test('the team finds the interview, takes it and reads it', async () => {
  const { page, call, open } = await stage.laptop('pawel');
  await call('enrol', { code: stage.codes.pawel, passphrase: PASSPHRASE });
  await open();
  await page.waitForSelector('[data-take]');
  await look(page, 'inbox');
  await press(page, '[data-take]');
  await text(page, 'Prowadzisz tę sprawę');
  // The hands are where the case is read next.
  await page.waitForSelector('[data-read]:focus');
  await page.keyboard.press('Enter');
  await text(page, 'zakup opału');
  await look(page, 'document of another');
});

test('thirty answers that two workers wrote apart are settled at the desk without a mouse', async () => {
  const [ewa, halina] = [stage.again('ewa'), stage.again('halina')];
  const [marek, maria] = [await stage.laptop('marek'), await stage.laptop('maria')];
  for (const [name, one] of [['marek', marek], ['maria', maria]]) await one.call('enrol', { code: stage.codes[name], passphrase: PASSPHRASE });
  const { case: family } = (await ewa.call('overview')).visits.find((visit) => visit.document === null);
  const { workers } = await halina.call('report_choices');
  const worker = workers.find((one) => one.name.startsWith('Marek'));
  await halina.call('assign_visit', { case: family, person: worker.person });
  await settled(ewa);
  const view = await ewa.call('start_interview', { case: family, purpose: null });
  await settled(ewa);
  await settled(marek);
  const fields = view.form.sections.flatMap((section) => section.blocks).filter((block) => !block.record_kind).flatMap((block) => block.fields);
  const texts = fields.filter((field) => ['text', 'long_text'].includes(field.kind) && !field.computed).slice(0, 30);
  for (const [one, said] of [[ewa, 'Ewa'], [marek, 'Marek']]) {
    await one.call('open_interview', { document: view.document });
    for (const field of texts) await one.call('save_answer', { document: view.document, record: view.document, field: field.id, value: `${said}: ${field.label}` });
    await settled(one);
  }
  await settled(ewa);
  await settled(maria);

  const { page, open } = maria;
  await open();
  await page.waitForSelector('[data-desk]');
  await look(page, 'queue of the merge desk');
  await press(page, '[data-desk] button:not([aria-expanded])');
  await text(page, 'Odpowiedź 1 z 30 do rozstrzygnięcia');
  await look(page, 'merge desk');
  await page.waitForSelector('#desk-focus:focus');
  await page.keyboard.press('1');
  await page.keyboard.press('r');
  await page.keyboard.insertText('Po rozmowie z Ewą i Markiem.');
  await page.keyboard.press('Enter');
  for (let left = 29; left > 0; left -= 1) {
    await text(page, `Odpowiedź 1 z ${left} do rozstrzygnięcia`);
    await page.waitForSelector('#desk-focus:focus');
    await page.keyboard.press(left % 2 === 0 ? '1' : '2');
    await page.waitForSelector('[data-option][aria-pressed=true]');
    await page.keyboard.press('Enter');
  }
  await text(page, 'Wszystko uzgodnione');
  await look(page, 'everything agreed');
  await settled(maria);
});

test('what a withdrawn laptop brought is read, accepted with a reason and goes on to the merge desk, without a mouse', async () => {
  const [ewa, marek, halina, anna] = [stage.again('ewa'), stage.again('marek'), stage.again('halina'), await stage.laptop('anna')];
  await anna.call('enrol', { code: stage.codes.anna, passphrase: PASSPHRASE });
  const { document } = (await ewa.call('overview')).interviews.find((one) => one.box === 'draft' && one.shared);
  await settled(marek);
  for (const [one, said] of [[marek, 'Marek był tam w piątek.'], [ewa, 'Ewa była tam w sobotę.']]) {
    await one.call('open_interview', { document });
    await one.call('save_answer', { document, record: document, field: 'needs', value: said });
    await one.call('leave_field', { document });
  }
  await settled(ewa);
  const { workers } = await halina.call('report_choices');
  const { person } = workers.find((one) => one.name.startsWith('Marek'));
  const { replica } = (await stage.tool('laptop', 'list')).find((one) => one.person === person);
  await stage.tool('laptop', 'withdraw', '--replica', replica);
  await parted(marek);
  await settled(anna);

  const { page, open } = anna;
  await open();
  await page.waitForSelector('main h1');
  await press(page, '#nav-held');
  await page.waitForSelector('[data-held]');
  await look(page, 'held back');
  await press(page, '[data-held] button');
  await text(page, 'Marek był tam w piątek.');
  await look(page, 'content of what is held back');
  await write(page, '[data-held] textarea', 'Był tam, zanim oddał laptop.');
  await press(page, '[data-held] button');
  await text(page, 'Nic nie czeka na rozstrzygnięcie.');
  await press(page, 'main button[aria-expanded]');
  await text(page, /Przyjęte do sprawy .*Anna Kierownicka/);
  await look(page, 'decided');
  await settled(ewa);
  const { conflicts } = await ewa.call('open_interview', { document });
  assert.deepEqual(conflicts.map((one) => [one.field, one.values.map((value) => value.author)]), [['needs', ['Ewa Terenowska', 'Marek Obchodowicz']]]);
});

test('one family entered twice is joined after a look at both files, and is read as one, without a mouse', async () => {
  const halina = stage.again('halina');
  const { page, call, open } = halina;
  const report = {
    case: null, first_name: 'Zenobia', last_name: 'Podwójnicka', pesel: '44051401359', born: '1944-05-14', phone: '600100200', received: '2026-11-20T09:00', application_date: null,
    address: { street: 'Zmyślna', house: '8', flat: '', postal_code: '05-510', locality: 'Konstancin-Jeziorna' },
    channel: 'telefon', urgent: false, flags: [], requested_help: ['zasiłek celowy'], notes: '', reporter_kind: '', reporter_name: '', reporter_contact: '', reporter_consents: false,
  };
  await call('register_report', { report });
  await call('register_report', { report: { ...report, last_name: 'Podwojnicka', phone: '600100201' } });
  await settled(halina);
  await settled(halina);
  await open();
  await page.waitForSelector('#register');
  await press(page, '#nav-alike');
  await page.waitForSelector('[data-alike]');
  await look(page, 'two files of one family');
  await write(page, '[data-alike] textarea', 'Ten sam PESEL i ten sam dom.');
  await press(page, '[data-alike] button.main');
  await text(page, /Powód: Ten sam PESEL i ten sam dom/);
  await look(page, 'joined files');

  const [{ one, other }] = (await call('alike')).linked;
  const ewa = stage.again('ewa');
  const { workers } = await call('report_choices');
  const { person } = workers.find((worker) => worker.name.startsWith('Ewa'));
  for (const file of [one, other]) await call('assign_visit', { case: file.case, person });
  await settled(ewa);
  await ewa.call('start_interview', { case: other.case, purpose: null });
  await ewa.open();
  await ewa.page.waitForSelector('main h1');
  await press(ewa.page, '#nav-cases', { back: true });
  await press(ewa.page, `main button[aria-label="Gdzie jest ta sprawa? ${other.name}"]`);
  await ewa.page.waitForSelector(`[data-file="${one.case}"]`);
  await look(ewa.page, 'a family of two files');
  await text(ewa.page, `w tej teczce (${other.number})`);
  await press(ewa.page, '[data-interview]');
  await ewa.page.waitForSelector('[data-open-section]');
});

test('two heads compare digits by phone, and a case goes from one centre to the other in a file', async () => {
  const codes = await stage.neighbour();
  const before = stage.again('anna');
  const [anna, other] = [before ?? await stage.laptop('anna'), await stage.laptop('anna of the neighbours')];
  if (!before) await anna.call('enrol', { code: stage.codes.anna, passphrase: PASSPHRASE });
  await other.call('enrol', { code: codes.anna, passphrase: PASSPHRASE });
  const [here, there] = [await anna.call('partners'), await other.call('partners')];
  const [sent, word] = [join(stage.folder, 'case.teren'), join(stage.folder, 'word.teren')];
  for (const one of [anna, other]) await chooses(one.page, 'open_partner_file', one === other ? sent : word);
  await chooses(anna.page, 'send_to_partner', sent);
  await chooses(other.page, 'answer_partner_file', word);
  for (const [one, known] of [[anna, there], [other, here]]) {
    const { page } = one;
    await one.open();
    await press(page, '#nav-sync');
    await press(page, '#go-partners');
    await page.waitForSelector('#open-partner-file');
    await write(page, '[name=card]', known.own.text);
    await press(page, '#add-partner');
    await page.waitForSelector('[name=heard]');
    await write(page, '[name=heard]', '00000 00000 00000 00000 00000 00000', { back: true });
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-problem=partner-digits]');
    await look(page, 'digits that do not agree');
    await write(page, '[name=heard]', known.own.digits.join(' '));
    await page.keyboard.press('Enter');
    await text(page, /^Cyfry porównane przez telefon/);
    await look(page, 'other centres');
  }

  const { page } = anna;
  await write(page, '[name=search]', 'Zmyślna', { back: true });
  await press(page, '[data-found]');
  await page.waitForSelector('#send-out');
  await look(page, 'a case for another centre');
  await write(page, '[name=send-out-why]', 'Rodzina przeprowadziła się.');
  await press(page, 'button[form=send-out]');
  await text(page, /^Zapisano plik/);

  await press(other.page, '#open-partner-file', { back: true });
  await other.page.waitForSelector('[data-incoming=new]');
  await look(other.page, 'a case from another centre');
  await press(other.page, '#accept-incoming');
  await text(other.page, /^Sprawa przyjęta/);

  await page.keyboard.press('Escape');
  await press(page, '#open-partner-file', { back: true });
  await text(page, /sprawa przyjęta \(/);
  assert.deepEqual(await anna.call('hand_overs'), [], 'it is done');
});

test('practice cannot be taken for the real thing', async () => {
  const { page, open } = await stage.laptop('cwiczenia');
  await open();
  await press(page, '#practice');
  await page.keyboard.insertText(PASSPHRASE);
  await page.keyboard.press('Enter');
  await text(page, 'TRYB ĆWICZEŃ');
  await page.waitForSelector('#start-next');
  await look(page, 'practice');
  assert.match(await page.title(), /TRYB ĆWICZEŃ/);
});
