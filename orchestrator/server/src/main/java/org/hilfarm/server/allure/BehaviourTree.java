package org.hilfarm.server.allure;

import io.qameta.allure.Aggregator2;
import io.qameta.allure.ReportStorage;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.entity.LabelName;
import io.qameta.allure.entity.Statistic;
import io.qameta.allure.entity.TestResult;
import io.qameta.allure.tree.TestResultTree;
import io.qameta.allure.tree.TestResultTreeGroup;
import io.qameta.allure.tree.TreeUtils;
import io.qameta.allure.tree.TreeWidgetData;
import io.qameta.allure.tree.TreeWidgetItem;
import java.util.Comparator;
import java.util.List;

/** Results by subject and script, whichever board they are of: a tree, and its subjects' sums. */
final class BehaviourTree implements Aggregator2 {
  private static final int SUBJECTS_AT_A_GLANCE = 10;

  @Override
  public void aggregate(
      Configuration configuration, List<LaunchResults> launches, ReportStorage storage) {
    TestResultTree tree = tree(launches);
    storage.addDataJson("data/behaviours.json", tree);
    storage.addDataJson("widgets/behaviours.json", glance(tree));
  }

  private static TestResultTree tree(List<LaunchResults> launches) {
    TestResultTree tree =
        new TestResultTree(
            "behaviours", r -> TreeUtils.groupByLabels(r, LabelName.FEATURE, LabelName.STORY));
    launches.stream()
        .flatMap(launch -> launch.getResults().stream())
        .sorted(TestResult.comparingByTimeAsc())
        .forEach(tree::add);
    return tree;
  }

  /** The subjects with most trouble. */
  private static TreeWidgetData glance(TestResultTree tree) {
    List<TreeWidgetItem> items =
        tree.getChildren().stream()
            .filter(TestResultTreeGroup.class::isInstance)
            .map(TestResultTreeGroup.class::cast)
            .map(BehaviourTree::item)
            .sorted(
                Comparator.comparing(TreeWidgetItem::getStatistic, Statistic.comparator())
                    .reversed())
            .limit(SUBJECTS_AT_A_GLANCE)
            .toList();
    return new TreeWidgetData().setItems(items).setTotal(tree.getChildren().size());
  }

  private static TreeWidgetItem item(TestResultTreeGroup subject) {
    return new TreeWidgetItem()
        .setUid(subject.getUid())
        .setName(subject.getName())
        .setStatistic(TreeUtils.calculateStatisticByLeafs(subject));
  }
}
