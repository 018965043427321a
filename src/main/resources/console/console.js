// Shows times in the reader's zone, keeps what is shown fresh while the window is seen, and suggests filters.
(function () {
  'use strict';
  var shown = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit'});
  var dated = new Intl.DateTimeFormat(undefined, {month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit'});

  function times(root) {
    root.querySelectorAll('time[datetime]').forEach(function (each) {
      var at = new Date(each.getAttribute('datetime'));
      var today = at.toDateString() === new Date().toDateString();
      var text = (today ? shown : dated).format(at);
      if (each.textContent !== text) { each.textContent = text; }
    });
  }

  // As the server sent them: a part that has not changed stays, with what is selected or played in it.
  var sent = {};

  function remember(part) {
    var same = sent[part.id] === part.outerHTML;
    sent[part.id] = part.outerHTML;
    return same;
  }

  function replace(page) {
    document.querySelectorAll('[data-live]').forEach(function (old) {
      var fresh = page.getElementById(old.id);
      if (!fresh || remember(fresh)) { return; }
      var focused = old.contains(document.activeElement) ? document.activeElement.id : '';
      var scrolled = Array.from(old.querySelectorAll('.scroll'), function (each) { return each.scrollLeft; });
      var adopted = document.importNode(fresh, true);
      old.replaceWith(adopted);
      adopted.querySelectorAll('.scroll').forEach(function (each, index) { each.scrollLeft = scrolled[index] || 0; });
      if (focused && document.getElementById(focused)) { document.getElementById(focused).focus({preventScroll: true}); }
    });
    times(document);
  }

  var offline = document.getElementById('offline');
  var pause = 1000, last = 0, waiting = 0, fetching = false, again = false, stream = null;

  function refresh() {
    waiting = 0;
    if (fetching) { again = true; return; }
    fetching = true;
    last = Date.now();
    fetch(location.href, {headers: {Accept: 'text/html'}, cache: 'no-store'}).then(function (answer) {
      if (answer.redirected || answer.status === 401 || answer.status === 403) { location.reload(); return ''; }
      if (answer.status >= 500) { throw new Error('HTTP ' + answer.status); }
      return answer.text();
    }).then(function (text) {
      if (text) { replace(new DOMParser().parseFromString(text, 'text/html')); offline.hidden = true; }
    }).catch(function () { offline.hidden = false; }).finally(function () {
      fetching = false;
      if (again) { again = false; soon(); }
    });
  }

  function soon() {
    if (!waiting && !document.hidden) { waiting = setTimeout(refresh, Math.max(0, last + pause - Date.now())); }
  }

  function follow() {
    if (document.hidden) {
      if (stream) { stream.close(); stream = null; }
      clearTimeout(waiting);
      waiting = 0;
    } else if (!stream) {
      stream = new EventSource('/live');
      stream.addEventListener('changed', soon);
      stream.addEventListener('open', soon);
      stream.addEventListener('error', lost);
    }
  }

  // A browser opens a stream that has broken again by itself, but none that was refused.
  function lost() {
    soon();
    if (stream && stream.readyState === EventSource.CLOSED) {
      stream = null;
      setTimeout(follow, 3000);
    }
  }

  function suggest(box, list) {
    var asked = 0;
    box.addEventListener('input', function () {
      clearTimeout(asked);
      asked = setTimeout(function () {
        fetch('/suggest?q=' + encodeURIComponent(box.value), {headers: {Accept: 'application/json'}})
          .then(function (answer) { return answer.ok ? answer.json() : []; })
          .then(function (texts) {
            list.replaceChildren.apply(list, texts.map(function (text) {
              var option = document.createElement('option');
              option.value = text;
              return option;
            }));
          }).catch(function () { list.replaceChildren(); });
      }, 150);
    });
  }

  // Who clicks twice means it once; who has stopped the page, or comes back to it, means it anew. What is done takes longer
  // than a question, and the server does it once.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    setTimeout(unsent, form.getAttribute('action') === '/act/perform' ? 30000 : 3000, form);
  });

  function unsent(form) { delete form.dataset.sent; }

  window.addEventListener('pageshow', function () { document.querySelectorAll('form[data-sent]').forEach(unsent); });

  document.querySelectorAll('[data-live]').forEach(remember);
  times(document);
  if (document.querySelector('main [data-live]')) {
    document.addEventListener('visibilitychange', follow);
    follow();
  }
  var box = document.getElementById('q');
  if (box) { suggest(box, document.getElementById('suggestions')); }
})();
