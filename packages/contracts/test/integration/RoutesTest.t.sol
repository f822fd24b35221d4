// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ICourt} from "../../src/interfaces/ICourt.sol";
import {ILateVotes} from "../../src/interfaces/ILateVotes.sol";
import {ILens} from "../../src/interfaces/ILens.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ISettlements} from "../../src/interfaces/ISettlements.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Parts, RoutesLib} from "../../src/libraries/RoutesLib.sol";
import {Network} from "../Network.sol";

/// @notice Every function of the interfaces is somebody's: a list that misses one has another interface id.
contract RoutesTest is Network {
    Parts private parts =
        Parts({places: address(1), lateVotes: address(2), appeals: address(3), orders: address(4), lens: address(5)});

    function seatsAtStart() internal pure override returns (uint256) {
        return 3;
    }

    /* PARTS */

    function test_routes_places() public {
        bytes4[10] memory s = [
            IPlaces.join.selector,
            IPlaces.topUp.selector,
            IPlaces.setSigner.selector,
            IPlaces.exit.selector,
            IPlaces.withdrawSeat.selector,
            IPlaces.claim.selector,
            IPlaces.offer.selector,
            IPlaces.withdrawOffer.selector,
            IPlaces.reprice.selector,
            IPlaces.prune.selector
        ];
        bytes4 id;
        for (uint256 i; i < s.length; ++i) {
            id ^= routed(s[i], parts.places, "PlacesPart");
        }
        assertWhole(id, type(IPlaces).interfaceId);
    }

    function test_routes_lateVotes() public {
        bytes4[4] memory s = [
            ILateVotes.convene.selector,
            ILateVotes.addVote.selector,
            ILateVotes.punish.selector,
            ILateVotes.close.selector
        ];
        bytes4 id;
        for (uint256 i; i < s.length; ++i) {
            id ^= routed(s[i], parts.lateVotes, "LateVotesPart");
        }
        assertWhole(id, type(ILateVotes).interfaceId);
    }

    function test_routes_appeals() public {
        bytes4[3] memory s = [IAppeals.appeal.selector, IAppeals.conclude.selector, IAppeals.release.selector];
        bytes4 id;
        for (uint256 i; i < s.length; ++i) {
            id ^= routed(s[i], parts.appeals, "AppealsPart");
        }
        assertWhole(id, type(IAppeals).interfaceId);
    }

    function test_routes_orders() public {
        bytes4[7] memory s = [
            IOrders.deposit.selector,
            IOrders.authorize.selector,
            IOrders.submitOrders.selector,
            IOrders.submitOrder.selector,
            IOrders.withdraw.selector,
            IOrders.sweepTreasury.selector,
            IOrders.sweepSink.selector
        ];
        bytes4 id;
        for (uint256 i; i < s.length; ++i) {
            id ^= routed(s[i], parts.orders, "OrdersPart");
        }
        assertWhole(id, type(IOrders).interfaceId);
    }

    function test_routes_lens() public {
        bytes4[33] memory s = [
            ILens.parameters.selector,
            ILens.hardSlash.selector,
            ILens.priceOf.selector,
            ILens.quorum.selector,
            ILens.UNAVAILABLE.selector,
            ILens.epoch.selector,
            ILens.getSeat.selector,
            ILens.seatCount.selector,
            ILens.seatOf.selector,
            ILens.listId.selector,
            ILens.getList.selector,
            ILens.placesOf.selector,
            ILens.getTask.selector,
            ILens.phasesOf.selector,
            ILens.committeeOf.selector,
            ILens.membersOf.selector,
            ILens.roundOf.selector,
            ILens.ballots.selector,
            ILens.verdict.selector,
            ILens.isFinal.selector,
            ILens.getAppeal.selector,
            ILens.appealTermsOf.selector,
            ILens.heldOf.selector,
            ILens.sealOf.selector,
            ILens.credit.selector,
            ILens.owedTreasury.selector,
            ILens.owedSink.selector,
            ILens.allowance.selector,
            ILens.taskId.selector,
            ILens.commitmentOf.selector,
            ILens.voteDigest.selector,
            ILens.acknowledgementDigest.selector,
            ILens.orderDigest.selector
        ];
        bytes4 id = routed(ILens.signerDigest.selector, parts.lens, "LensPart");
        for (uint256 i; i < s.length; ++i) {
            id ^= routed(s[i], parts.lens, "LensPart");
        }
        assertWhole(id, type(ILens).interfaceId);
    }

    /* THE CONTRACT ITSELF */

    function test_routes_ownFunctions() public {
        bytes4[4] memory tasks =
            [ITasks.addTask.selector, ITasks.addTasks.selector, ITasks.cancel.selector, ITasks.draw.selector];
        bytes4[4] memory court =
            [ICourt.commit.selector, ICourt.drawAndCommit.selector, ICourt.reveal.selector, ICourt.finalize.selector];
        (bytes4 ofTasks, bytes4 ofCourt) = (bytes4(0), bytes4(0));
        for (uint256 i; i < 4; ++i) {
            ofTasks ^= known(tasks[i]);
            ofCourt ^= known(court[i]);
        }
        assertWhole(ofTasks, type(ITasks).interfaceId);
        assertWhole(ofCourt, type(ICourt).interfaceId);
        assertWhole(
            known(ISettlements.settle.selector) ^ known(ISettlements.settleMany.selector),
            type(ISettlements).interfaceId
        );
    }

    /* HELPERS */

    /// @dev Known to the contract, to the table, and to the part itself.
    function routed(bytes4 selector, address part, string memory name) private returns (bytes4) {
        assertEq(RoutesLib.partOf(parts, selector), part, "by the table");
        answers(deployedPart(name), selector);
        return known(selector);
    }

    mapping(string name => address) private _deployed;

    function deployedPart(string memory name) private returns (address) {
        if (_deployed[name] == address(0)) _deployed[name] = deployPart(name, p);
        return _deployed[name];
    }

    function known(bytes4 selector) private returns (bytes4) {
        answers(address(consensus), selector);
        return selector;
    }

    /// @dev With no arguments most calls fail, but not for want of the function.
    function answers(address target, bytes4 selector) private {
        uint256 state = vm.snapshotState();
        (bool done, bytes memory answer) = target.call(abi.encodePacked(selector));
        vm.revertToState(state);
        bytes memory unknown = abi.encodeWithSelector(IConsensusErrors.UnknownFunction.selector, selector);
        assertTrue(keccak256(answer) != keccak256(unknown), "known");
        assertTrue(done || answer.length != 0 || takesArguments(target, selector), "there");
    }

    /// @dev A function that takes arguments reads as many words as it is given; one that is not there reads none.
    function takesArguments(address target, bytes4 selector) private returns (bool) {
        uint256 state = vm.snapshotState();
        (bool done, bytes memory answer) = target.call(bytes.concat(selector, new bytes(2_048)));
        vm.revertToState(state);
        return done || answer.length != 0;
    }

    function assertWhole(bytes4 listed, bytes4 id) private pure {
        assertEq(bytes32(listed), bytes32(id), "no function is missing");
    }
}
