// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Allowance, Order, Seed, SignedOrder} from "../../src/interfaces/ConsensusTypes.sol";
import {ListId} from "../../src/types/ListId.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {AppealActions} from "./AppealActions.sol";

/// @notice Credit is paid in, keys are allowed to spend it, and orders that were signed are brought by others.
abstract contract OrderActions is AppealActions {
    /* CREDIT */

    function deposit(uint256 person, uint256 amount, uint256 by) external {
        _deposit(anyPerson(person), uint64(bound(amount, 1, 40 * hardSlash())), anyPerson(by));
    }

    function _deposit(address account, uint64 amount, address by) internal {
        uint256 value = fund(by, amount);
        vm.prank(by);
        consensus.deposit{value: value}(account, amount);
        credits[account] += amount;
        count("deposit");
    }

    /// @dev Large or small, for a while, for one list or any; or not any more.
    function authorize(uint256 person, uint256 key, uint256 dice) external {
        address session = sessionKeys[key % SESSION_KEYS];
        Allowance memory a;
        a.amount = uint64(bound(mix(dice, 1), 0, 100 * hardSlash()));
        a.until = dice % 8 == 0 ? 0 : uint64(now_() + bound(mix(dice, 2), 0, 40 * uint256(p.epoch)));
        a.list = [ListId.wrap(0), ListId.wrap(0), lists[0].id, lists[1].id][mix(dice, 3) % 4];
        address payer = anyPerson(person);
        vm.prank(payer);
        consensus.authorize(session, a.amount, a.until, a.list);
        allowances[payer][session] = a;
        count("authorize");
    }

    /* SIGNED ORDERS */

    /// @dev Up to four, some of which must be refused, with one and the same submitter.
    function submitOrders(uint256 many, uint256 by, uint256 seed) external {
        SignedOrder[] memory batch = new SignedOrder[](bound(many, 1, 4));
        address[] memory keys = new address[](batch.length);
        address submitter = anyPerson(by);
        for (uint256 i; i < batch.length; ++i) {
            (batch[i], keys[i]) = signedOrderOf(mix(seed, i), submitter);
        }
        vm.prank(submitter);
        TaskId[] memory added = consensus.submitOrders(batch);
        for (uint256 i; i < batch.length; ++i) {
            bool accepted = accepts(batch[i], keys[i], submitter);
            assertEq(!added[i].isNone(), accepted, "submitOrders: taken if it can be paid and was signed");
            if (accepted) _accepted(added[i], batch[i], keys[i], submitter);
        }
        count("submitOrders");
    }

    function _accepted(TaskId task, SignedOrder memory o, address key, address submitter) private {
        uint256 cost = feeOf(o.order) + o.tip;
        credits[o.payer] -= cost;
        credits[submitter] += o.tip;
        bool isSession = key != o.payer && key != address(0);
        if (isSession) allowances[o.payer][key].amount -= uint64(cost);
        _added(task, o.payer, o.order, listOf(o.order));
        count(isSession ? "orderByKey" : key == address(0) ? "orderByPayer" : "orderSigned");
    }

    /// @return o The order.
    /// @return key Who signed: the payer, a session key, a stranger; zero for nobody.
    function signedOrderOf(uint256 dice, address submitter) private returns (SignedOrder memory o, address key) {
        (, o.order) = orderOf(uint8(3 + mix(dice, 20) % 5), dice);
        o.payer = mix(dice, 21) % 5 == 0 ? submitter : anyPerson(mix(dice, 22));
        uint256 kind = mix(dice, 23) % 8;
        o.submitter = kind == 0 ? STRANGER : kind < 4 ? submitter : address(0);
        o.deadline = uint64(kind == 1 ? now_() - 1 : now_() + mix(dice, 24) % 60);
        o.tip = uint64(mix(dice, 25) % (feeOf(o.order) / (kind == 2 ? 1 : 10)));
        uint256 by = mix(dice, 26) % 8;
        key = by < 4 ? sessionKeys[by % SESSION_KEYS] : by < 7 ? o.payer : signers[0];
        if (by == 4 && o.payer == submitter) return (o, address(0));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[key], consensus.orderDigest(o));
        o.signature = abi.encodePacked(r, s, v);
    }

    function accepts(SignedOrder memory o, address key, address submitter) private returns (bool) {
        if (o.submitter != address(0) && o.submitter != submitter) return refusedFor("orderNotSubmitter");
        if (now_() > o.deadline) return refusedFor("orderExpired");
        if (key != address(0) && key != o.payer && !maySpend(o, key)) return refusedFor("orderNotAllowed");
        if (credits[o.payer] < feeOf(o.order) + o.tip) return refusedFor("orderUnpaid");
        uint256 reached = reachOf(listOf(o.order), o.order.share);
        bool hasPlaces = reached >= o.order.committeeSize && reached >= o.order.minimumPlaces;
        return hasPlaces || refusedFor("orderWithoutPlaces");
    }

    function refusedFor(string memory why) private returns (bool) {
        count(why);
        return false;
    }

    function maySpend(SignedOrder memory o, address key) private view returns (bool) {
        Allowance storage a = allowances[o.payer][key];
        uint256 fee = feeOf(o.order);
        (uint256 shares, uint256 tips) = (fee - o.order.roundTip, uint256(o.tip) + o.order.roundTip);
        bool isList = a.list.isNone() || a.list == lists[listOf(o.order)].id;
        return isList && now_() < a.until && tips <= shares / 10 && a.amount >= fee + o.tip;
    }
}
