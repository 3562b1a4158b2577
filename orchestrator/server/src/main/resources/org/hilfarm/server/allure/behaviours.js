// Scripts by their subject. The generator brings its suites and its categories with it, but not this.
'use strict';

allure.api.addTranslation('en', {
  tab: {behaviours: {name: 'Behaviours'}},
  widget: {behaviours: {name: 'Behaviours by subject', showAll: 'show all'}}
});

allure.api.addTab('behaviours', {
  title: 'tab.behaviours.name',
  icon: 'fa fa-list',
  route: 'behaviours(/)(:testGroup)(/)(:testResult)(/)(:testResultTab)(/)',
  onEnter: function (testGroup, testResult, testResultTab) {
    return new allure.components.TreeLayout({
      testGroup: testGroup,
      testResult: testResult,
      testResultTab: testResultTab,
      tabName: 'tab.behaviours.name',
      baseUrl: 'behaviours',
      url: 'data/behaviours.json'
    });
  }
});

allure.api.addWidget('widgets', 'behaviours', allure.components.WidgetStatusView.extend({
  rowTag: 'a',
  title: 'widget.behaviours.name',
  baseUrl: 'behaviours',
  showLinks: true
}));
